// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/run/scenario-cloud.h"
#include "test/support/scenario-test-input.h"

#include <gtest/gtest.h>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// The hosts of the VMs of a ring of six, on two hosts of four slots each.
std::vector<uint32_t>
HostsWith(const std::string& placement)
{
    const Scenario scenario =
        ParseTest("[substrate]\nracks = 1\nhosts_per_rack = 2\nvms_per_host = 4\n" + placement +
                  "[[tenants]]\nname = \"shop\"\ngenerate = { kind = \"ring\", vms = 6 }\n"
                  "[designs]\nuse = [\"flat\"]\n");
    const Timeline timeline(scenario, 0);
    const ScenarioCloud cloud = BuildCloud(timeline, *FindDesign("flat"), 0);
    std::vector<uint32_t> hosts;
    for (const VnicPlace& place : cloud.plan->start.places)
    {
        hosts.push_back(place.host.value);
    }
    return hosts;
}

TEST(ScenarioCloudTest, VmsAreWhereThePlacementAndItsKeysPutThem)
{
    using Hosts = std::vector<uint32_t>;
    EXPECT_EQ(HostsWith(""), (Hosts{0, 1, 0, 1, 0, 1}));
    EXPECT_EQ(HostsWith("placement = \"pack\"\n"), (Hosts{0, 0, 0, 0, 1, 1}));
    EXPECT_EQ(HostsWith("placement = \"pack\"\n[substrate.pack]\nfill = 0.5\n"),
              (Hosts{0, 0, 1, 1, 0, 0}));
}

TEST(ScenarioCloudTest, ADesignThatNumbersByRackGetsItsAddressesAndNoOtherDoes)
{
    const Scenario scenario =
        ParseTest("[substrate]\nracks = 2\nhosts_per_rack = 1\n"
                  "[[tenants]]\nname = \"shop\"\ngenerate = { kind = \"ring\", vms = 3 }\n"
                  "[designs]\nuse = [\"flat\"]\n");
    const Timeline timeline(scenario, 0);
    const auto addresses = [&timeline](const char* design)
    {
        const ScenarioCloud cloud = BuildCloud(timeline, *FindDesign(design), 0);
        std::string all;
        for (const VnicPlan& vnic : cloud.plan->vnics)
        {
            all += FormatIpv4(vnic.address) + " ";
        }
        return all;
    };
    EXPECT_EQ(addresses("flat"), "10.0.0.2 10.0.0.3 10.0.0.4 ");
    EXPECT_EQ(addresses("flat-by-rack"), "10.0.0.2 10.128.0.2 10.0.0.3 ");
}

} // namespace

} // namespace ns3::vnlab
