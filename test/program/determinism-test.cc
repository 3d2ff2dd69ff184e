// SPDX-License-Identifier: GPL-2.0-only
//
// The same seed gives the same bytes, whatever the number of jobs and wherever it runs.

#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <gtest/gtest.h>
#include <regex>

namespace ns3::vnlab::test
{

namespace
{

/// Everything that draws random numbers: placement, traffic, a change, attacks.
const std::string kBusy = R"(title = "Busy"
[substrate]
racks = 2
hosts_per_rack = 3
placement = "random"
[[tenants]]
name = "shop"
count = 2
generate = { kind = "random", vms = 12, degree = 3 }
[designs]
use = ["flat", "vxlan", "vxlan-learn", "linkwire", "identity-firewall"]
[[changes]]
at = "300ms"
kind = "rewire"
links = 3
watch = "200ms"
[[attacks]]
at = "500ms"
kind = "lateral-movement"
[[attacks]]
at = "600ms"
kind = "lateral-movement"
capability = "guest-root"
[run]
duration = "1s"
repeat = 2
)";

using Tables = std::map<std::string, std::string>;

/// Runs the scenario in a new folder. @return the three CSV files
Tables
TablesOf(const std::vector<std::string>& options)
{
    const TemporaryFolder folder;
    WriteFile(folder / "busy.toml", kBusy);
    std::vector<std::string> arguments{"run", "busy.toml", "--out", "out", "--no-plots"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Ended run = RunVnlab(arguments, folder.path);
    EXPECT_EQ(run.status, 0) << run.out << run.err;
    Tables tables;
    for (const char* name : {"metrics.csv", "samples.csv", "series.csv"})
    {
        tables[name] = ReadFile(folder.path / "out" / name);
        EXPECT_NE(tables[name].find("linkwire,"), std::string::npos) << name;
    }
    return tables;
}

TEST(DeterminismTest, SameSeedSameBytesWhateverTheNumberOfJobs)
{
    const Tables one = TablesOf({"--jobs", "1"});
    EXPECT_TRUE(TablesOf({"--jobs", "1"}) == one);
    EXPECT_TRUE(TablesOf({"--jobs", "2"}) == one);
    EXPECT_TRUE(TablesOf({"--jobs", "16"}) == one);
}

TEST(DeterminismTest, AnotherSeedGivesOtherNumbersInEveryFile)
{
    const Tables first = TablesOf({"--seed", "1"});
    const Tables second = TablesOf({"--seed", "2"});
    for (const auto& [name, bytes] : first)
    {
        const std::regex seed("(^|\\n)([a-z-]+),[0-9]+,");
        EXPECT_NE(std::regex_replace(bytes, seed, "$1$2,"),
                  std::regex_replace(second.at(name), seed, "$1$2,"))
            << name;
    }
}

} // namespace

} // namespace ns3::vnlab::test
