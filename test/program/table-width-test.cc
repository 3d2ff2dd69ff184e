// SPDX-License-Identifier: GPL-2.0-only
//
// What is printed by default fits 80 columns, whatever designs are called and how many there are.

#include "analysis/style/visible-text.h"
#include "test/program/scenario-text.h"
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sstream>

namespace ns3::vnlab::test
{

namespace
{

using testing::HasSubstr;
using testing::Not;

/// Checks every line; @return the text
std::string
Fitting(const Ended& ended)
{
    EXPECT_EQ(ended.status, 0) << ended.out << ended.err;
    std::istringstream lines(ended.out);
    for (std::string line; std::getline(lines, line);)
    {
        EXPECT_LE(CodePoints(line), 80U) << line;
    }
    return ended.out;
}

/// The ring of VMs with a change and two attackers, under @p designs of which those beyond the first
/// have names of 40 characters.
std::string
LabOf(size_t designs)
{
    std::string use = "\"flat\"";
    std::string variants;
    for (size_t i = 1; i < designs; ++i)
    {
        const std::string name = "linkwire-as-somebody-else-would-build-" + std::to_string(10 + i);
        use += ", \"" + name + "\"";
        variants += "[[designs.variant]]\nname = \"" + name + "\"\ndesign = \"linkwire\"\n";
    }
    return With(With(kRing, "\"flat\", \"linkwire\"", use),
                "[run]",
                variants + "[[changes]]\nat = \"100ms\"\nkind = \"rewire\"\ntenant = \"shop\"\n"
                           "links = 1\n[[attacks]]\nat = \"200ms\"\nkind = \"lateral-movement\"\n"
                           "[run]");
}

TEST(TableWidthTest, TheDemoFits)
{
    const TemporaryFolder folder;
    const std::string demo = std::string(VNLAB_SOURCE_DIR) + "/scenarios/compare-designs.toml";
    WriteFile(folder / "demo.toml", With(ReadFile(demo), "count = 40", "count = 2"));
    const std::string text =
        Fitting(RunVnlab({"run", "demo.toml", "--out", "out", "--no-plots"}, folder.path));
    EXPECT_THAT(text, HasSubstr("VMs in reach both ways"));
    EXPECT_THAT(text, HasSubstr("\nNo design is best everywhere."));
}

TEST(TableWidthTest, TwelveLongNamesFitAsRowsAndInAllMeasures)
{
    const TemporaryFolder folder;
    WriteFile(folder / "lab.toml", LabOf(12));
    const std::vector<std::string> run{"run", "lab.toml", "--out", "out", "--no-plots"};
    const std::string headlines = Fitting(RunVnlab(run, folder.path));
    EXPECT_THAT(headlines, HasSubstr("* best of its column\n"));
    EXPECT_THAT(headlines, Not(HasSubstr("config.rules_max_per_vm")));
    std::vector<std::string> all = run;
    all.emplace_back("--all");
    EXPECT_THAT(Fitting(RunVnlab(all, folder.path)), HasSubstr("config.rules_max_per_vm"));
}

TEST(TableWidthTest, ASweepFits)
{
    const TemporaryFolder folder;
    WriteFile(folder / "lab.toml",
              LabOf(3) +
                  "[sweep]\n\"tenants.generate.vms\" = [4, 5]\n\"run.seed\" = [1, 2]\n"
                  "\"substrate.link.rate\" = [\"1Gbps\"]\n\"substrate.hosts_per_rack\" = [6]\n");
    Fitting(
        RunVnlab({"sweep", "lab.toml", "--out", "out", "--no-plots", "--dry-run"}, folder.path));
    Fitting(RunVnlab({"sweep", "lab.toml", "--out", "out", "--no-plots"}, folder.path));
}

} // namespace

} // namespace ns3::vnlab::test
