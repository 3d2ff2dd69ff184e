// SPDX-License-Identifier: GPL-2.0-only
//
// A run that fails takes no other with it, and says why.

#include "test/program/scenario-text.h"
#include "test/program/stored-results.h"

#include <gmock/gmock.h>
#include <signal.h>

namespace ns3::vnlab::test
{

namespace
{

using testing::HasSubstr;

/// Two tenants whose VMs have the same addresses.
const std::string kOverlapping = R"([substrate]
racks = 2
hosts_per_rack = 2
[[tenants]]
name = "shop"
count = 2
addresses = "as-specified"
generate = { kind = "ring", vms = 4 }
[designs]
use = ["vxlan", "flat", "linkwire", "identity-firewall"]
[run]
duration = "1s"
)";

TEST(FailedRunTest, ADesignThatRefusesIsStoredAsFailedAndTheOthersGoOn)
{
    const TemporaryFolder folder;
    WriteFile(folder / "lab.toml", kOverlapping);
    const Ended run = RunVnlab({"run", "lab.toml", "--out", "out"}, folder.path);
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.out, HasSubstr("flat: 1 of 1 runs failed: flat routes tenants' addresses"));
    const auto stored = StoredIn(folder.path / "out");
    ASSERT_EQ(stored.size(), 4U);
    EXPECT_THAT(stored.at("flat").error, HasSubstr("belongs to both shop-1/vm-1 and shop-2/vm-1"));
    EXPECT_TRUE(stored.at("flat").metrics.empty());
    for (const char* design : {"vxlan", "linkwire", "identity-firewall"})
    {
        const RunResult& result = stored.at(design);
        EXPECT_EQ(result.error, "") << design;
        EXPECT_GT(result.metrics.at("traffic.sent"), 0) << design;
        EXPECT_EQ(result.metrics.at("traffic.delivered"), result.metrics.at("traffic.sent"))
            << design;
        EXPECT_EQ(result.metrics.at("traffic.misdelivered"), 0) << design;
    }
    EXPECT_TRUE(std::filesystem::exists(folder / "out/configuration-cost.svg"));
}

TEST(FailedRunTest, AKilledRunIsStoredAsFailedAndTheOthersGoOn)
{
    const TemporaryFolder folder;
    // Long enough that the first run is still there when it is killed.
    WriteFile(folder / "lab.toml", With(kRing, "\"1s\"", "\"1000s\""));
    Vnlab program({"run", "lab.toml", "--out", "out", "--jobs", "1", "--no-plots"}, folder.path);
    const pid_t child = program.WaitForChild();
    ASSERT_NE(child, 0);
    ASSERT_EQ(kill(child, SIGKILL), 0);
    const Ended run = program.Wait();
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.out, HasSubstr("flat: 1 of 1 runs failed: the run ended with signal 9"));
    const auto stored = StoredIn(folder.path / "out");
    ASSERT_EQ(stored.size(), 2U);
    EXPECT_EQ(stored.at("flat").error, "the run ended with signal 9");
    EXPECT_EQ(stored.at("linkwire").error, "");
    EXPECT_GT(stored.at("linkwire").metrics.at("traffic.delivered"), 0);
}

TEST(FailedRunTest, ARerunReplacesTheFailure)
{
    const TemporaryFolder folder;
    WriteFile(folder / "lab.toml", With(kRing, "\"1s\"", "\"200s\""));
    const std::vector<std::string> arguments{
        "run", "lab.toml", "--out", "out", "--jobs", "1", "--no-plots"};
    Vnlab program(arguments, folder.path);
    const pid_t child = program.WaitForChild();
    ASSERT_NE(child, 0);
    ASSERT_EQ(kill(child, SIGKILL), 0);
    EXPECT_EQ(program.Wait().status, 1);
    EXPECT_EQ(RunVnlab(arguments, folder.path).status, 0);
    EXPECT_EQ(StoredIn(folder.path / "out").at("flat").error, "");
}

TEST(FailedRunTest, MissingGnuplotKeepsTheResults)
{
    const TemporaryFolder folder;
    WriteFile(folder / "lab.toml", kRing);
    const std::string path = getenv("PATH");
    setenv("PATH", folder.path.c_str(), 1);
    const Ended run = RunVnlab({"run", "lab.toml", "--out", "out"}, folder.path);
    setenv("PATH", path.c_str(), 1);
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.err, HasSubstr("gnuplot is not installed"));
    EXPECT_THAT(run.out, HasSubstr("\n  rules "));
    EXPECT_EQ(StoredIn(folder.path / "out").size(), 2U);
    EXPECT_NE(ReadFile(folder / "out/metrics.csv"), "");
}

} // namespace

} // namespace ns3::vnlab::test
