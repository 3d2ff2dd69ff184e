// SPDX-License-Identifier: GPL-2.0-only
// TCP flows that a scenario cannot have.
#include "test/support/scenario-test-input.h"

#include <gtest/gtest.h>

namespace ns3::vnlab
{
namespace
{

/// A tenant of two VMs and a design; eight lines, and what the test adds from line 9 on.
std::string
WithFlows(const std::string& guest, const std::string& tcp)
{
    return "[[tenants]]\nname = \"shop\"\nguest = \"" + guest +
           "\"\nspec = \"pair.dot\"\n\n[designs]\nuse = [\"flat\"]\n\n[traffic.tcp]\n" + tcp;
}

const TestFiles kOpen{{"cloud/pair.dot", "graph { a -- b }"}};
const TestFiles kTcpOnly{{"cloud/pair.dot", "graph { a -- b [allow=\"tcp\"] }"}};
const TestFiles kOtherPort{{"cloud/pair.dot", "graph { a -- b [allow=\"tcp/80\"] }"}};

TEST(ScenarioTrafficChecksTest, FlowsNeedFullGuests)
{
    EXPECT_EQ(Problems(WithFlows("full", "flows = 3\n"), kOpen), "");
    EXPECT_EQ(
        Problems(WithFlows("light", "flows = 3\n"), kOpen),
        "10:9: traffic.tcp.flows is 3, but all tenants have light guests, whose TCP transfers "
        "nothing in bulk; accepted is 0, or more where tenants.guest is \"full\"\n");
    EXPECT_EQ(Problems(WithFlows("light", "flows = 0\n"), kOpen), "");
    EXPECT_EQ(Problems(WithFlows("light", "bytes = \"2MB\"\n"), kOpen), "");
}

TEST(ScenarioTrafficChecksTest, FlowsNeedALinkThatPermitsThem)
{
    EXPECT_EQ(Problems(WithFlows("full", "flows = 3\n"), kTcpOnly), "");
    EXPECT_EQ(Problems(WithFlows("full", "flows = 3\n"), kOtherPort),
              "10:9: traffic.tcp.flows is 3, but no virtual link between full guests permits "
              "tcp/5001; accepted is 0, or more where one does\n");
}

TEST(ScenarioTrafficChecksTest, FlowsStartWhileThereIsTraffic)
{
    const auto within = [](const std::string& time)
    {
        return Problems(
            WithFlows("full", "flows = 3\nwithin = \"" + time + "\"\n[run]\nduration = \"2s\"\n"),
            kOpen);
    };
    EXPECT_EQ(within("1900ms"), "");
    EXPECT_EQ(within("1901ms"),
              "11:10: traffic.tcp.within is \"1901ms\"; accepted is at most run.duration less "
              "100ms, which is \"1900ms\"\n");
}

TEST(ScenarioTrafficChecksTest, WrongKeysAreNamedWithTheNearest)
{
    EXPECT_EQ(Problems(WithFlows("full", "flow = 3\n"), kOpen),
              "10:1: unknown key \"flow\" in traffic.tcp; accepted are flows, bytes, within, "
              "buffer, did you mean 'flows'?\n");
    EXPECT_EQ(Problems(WithFlows("full", "buffer = \"1kB\"\n"), kOpen),
              "10:10: traffic.tcp.buffer is \"1kB\"; accepted is a size from 64KiB to 1GB\n");
}

} // namespace
} // namespace ns3::vnlab
