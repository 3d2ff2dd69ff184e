// SPDX-License-Identifier: GPL-2.0-only
//
// What the openflow designs and firewalls with memory cannot be: exit status 2, the place, what is accepted, and the nearest word.

#include "test/program/scenario-text.h"
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{

namespace
{

using testing::EndsWith;
using testing::StartsWith;

/// A variant of a design, and what is said of it.
struct BadFlows
{
    std::string name;
    std::string design; ///< the value of the key in line 12, and further lines
    std::string start;  ///< of the message, behind the file's name
    std::string end;

    friend void PrintTo(const BadFlows& bad, std::ostream* out)
    {
        *out << bad.name;
    }
};

class BadFlowsTest : public testing::TestWithParam<BadFlows>
{
};

TEST_P(BadFlowsTest, AreRefusedWithTheirPlaceByCheckAndByRun)
{
    const BadFlows& bad = GetParam();
    const TemporaryFolder folder;
    WriteFile(folder / "lab.toml",
              With(kRing,
                   "[run]",
                   "[[designs.variant]]\nname = \"mine\"\ndesign = " + bad.design + "\n[run]"));
    for (const char* command : {"check", "run"})
    {
        const Ended ended = RunVnlab({command, "lab.toml"}, folder.path);
        EXPECT_EQ(ended.status, 2);
        EXPECT_EQ(ended.out, "");
        EXPECT_THAT(ended.err, StartsWith("lab.toml:" + bad.start));
        EXPECT_THAT(ended.err, EndsWith(bad.end + "\n"));
        EXPECT_EQ(std::ranges::count(ended.err, '\n'), 1) << ended.err;
    }
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(
    All,
    BadFlowsTest,
    testing::Values(
        BadFlows{"UnknownDesign", "\"openflow-overlays\"", "12:10: designs.variant.design is \"openflow-overlays\"; accepted are flat, ", "did you mean 'openflow-overlay'?"},
        BadFlows{"NoRoomInAHost", "\"openflow-overlay\"\ntable_size = 0", "13:14: designs.variant.table_size is 0; ", "accepted is an integer from 1 to 1000000000"},
        BadFlows{"NoRoomInASwitch", "\"openflow-hop-by-hop\"\ntable_size = 0", "13:14: designs.variant.table_size is 0; ", "accepted is an integer from 1 to 1000000000"},
        BadFlows{"RoomInWords", "\"openflow-overlay\"\ntable_size = \"all\"", "13:14: designs.variant.table_size is \"all\"; ", "accepted is an integer from 1 to 1000000000"},
        BadFlows{"UnknownTunnels", "\"openflow-overlay\"\ntunnels = \"port-bassed\"", "13:11: designs.variant.tunnels is \"port-bassed\"; ", "accepted are flow-based, port-based, did you mean 'port-based'?"},
        BadFlows{"UnknownGrouping", "\"openflow-hop-by-hop\"\ngrouping = \"prefixes\"", "13:12: designs.variant.grouping is \"prefixes\"; ", "accepted are none, prefix, did you mean 'prefix'?"},
        BadFlows{"UnknownKey", "\"openflow-hop-by-hop\"\ngroupping = \"prefix\"", "13:1: unknown key \"groupping\" in designs.variant; accepted are name, ", "did you mean 'grouping'?"},
        BadFlows{"GroupingOfHosts", "\"openflow-overlay\"\ngrouping = \"prefix\"", "13:12: designs.variant.grouping does not apply here; ", "accepted is only with design = \"openflow-hop-by-hop\""},
        BadFlows{"TunnelsOfTheFabric", "\"openflow-hop-by-hop\"\ntunnels = \"port-based\"", "13:11: designs.variant.tunnels does not apply here; accepted is only with design = ", "design = \"openflow-overlay\""},
        BadFlows{"TunnelFormatOfTheFabric", "\"openflow-hop-by-hop\"\nencapsulation = \"geneve\"", "13:17: designs.variant.encapsulation is \"geneve\", and \"openflow-hop-by-hop\" has no choice of tunnel formats; accepted is only with design = ", "\"vxlan-linked\""},
        BadFlows{"UnknownTunnelFormat", "\"openflow-overlay\"\nencapsulation = \"genve\"", "13:17: designs.variant.encapsulation is \"genve\"; ", "accepted are geneve, geneve-identity, nvgre, vxlan, vxlan-gbp, did you mean 'geneve'?"},
        BadFlows{"BgpToHosts", "\"openflow-overlay\"\ncontrol = \"bgp-evpn\"", "13:11: designs.variant.control is \"bgp-evpn\", which \"openflow-overlay\" cannot use; ", "accepted are \"manual\", \"pull\", \"push\", \"reactive\", \"replicate\""},
        BadFlows{"BgpToTheFabric", "\"openflow-hop-by-hop\"\ncontrol = \"bgp-evpn\"", "13:11: designs.variant.control is \"bgp-evpn\", which \"openflow-hop-by-hop\" cannot use; ", "accepted are \"manual\", \"pull\", \"push\", \"reactive\", \"replicate\""},
        BadFlows{"GatewaysForHosts", "\"openflow-overlay\"\ncontrol = \"hoverboard\"", "13:11: designs.variant.control is \"hoverboard\", which \"openflow-overlay\" cannot use; ", "accepted are \"manual\", \"pull\", \"push\", \"reactive\", \"replicate\""},
        BadFlows{"UnknownControlPlane", "\"openflow-overlay\"\ncontrol = \"reactiv\"", "13:11: designs.variant.control is \"reactiv\"; accepted are ", "did you mean 'reactive'?"},
        BadFlows{"NobodyMayWait", "\"openflow-overlay\"\ncontrol = \"reactive\"\nreactive = { queue = 0 }", "14:22: designs.variant.reactive.queue is 0; ", "accepted is an integer from 1 to 1000000"},
        BadFlows{"TwoPhases", "\"openflow-hop-by-hop\"\nupdates = { order = \"two-phase\" }", "13:11: designs.variant.updates is in two phases, and no packet of \"openflow-hop-by-hop\" says which version of the rules it follows; ", "accepted are order = \"naive\", \"add-before-remove\""}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Concentrators,
    BadFlowsTest,
    testing::Values(
        BadFlows{"NoQueue", "\"master-vpn\"\nqueue = 0", "13:9: designs.variant.queue is 0; ", "accepted is an integer from 1 to 1000000000"},
        BadFlows{"QueueOfSegments", "\"vxlan\"\nqueue = 10", "13:9: designs.variant.queue does not apply here; ", "accepted is only with design = \"master-vpn\""},
        BadFlows{"StationsOnDemand", "\"master-vpn\"\ncontrol = \"pull\"", "13:11: designs.variant.control is \"pull\", which \"master-vpn\" cannot use; ", "accepted are \"manual\", \"push\", \"replicate\""},
        BadFlows{"UnknownMaster", "\"master-vpm\"", "12:10: designs.variant.design is \"master-vpm\"; accepted are flat, ", "did you mean 'master-vpn'?"}),
    [](const auto& test) { return test.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Firewalls,
    BadFlowsTest,
    testing::Values(
        BadFlows{"NoConnections", "\"security-groups\"\nconnections = 0", "13:15: designs.variant.connections is 0; ", "accepted is an integer from 1 to 1000000000"},
        BadFlows{"MemoryOfHooks", "\"linkwire\"\nstateful = true", "13:12: designs.variant.stateful does not apply here; ", "accepted is only with design = \"identity-firewall\""},
        BadFlows{"ConnectionsOfSegments", "\"vxlan\"\nconnections = 10", "13:15: designs.variant.connections does not apply here; ", "accepted is only with design = \"identity-firewall\", design = \"identity-labels\", design = \"security-groups\""},
        BadFlows{"UnknownMemory", "\"identity-firewall\"\nstatefull = true", "13:1: unknown key \"statefull\" in designs.variant; accepted are name, ", "did you mean 'stateful'?"},
        BadFlows{"UnknownCheck", "\"identity-firewall\"\ncheck_vteps = true", "13:1: unknown key \"check_vteps\" in designs.variant; accepted are name, ", "did you mean 'check_vtep'?"},
        BadFlows{"GroupsOnDemand", "\"security-groups\"\ncontrol = \"pull\"", "13:11: designs.variant.control is \"pull\", which \"security-groups\" cannot use; ", "accepted are \"manual\", \"push\", \"replicate\""},
        BadFlows{"UnknownGroups", "\"security-group\"", "12:10: designs.variant.design is \"security-group\"; accepted are flat, ", "did you mean 'security-groups'?"}),
    [](const auto& test) { return test.param.name; });
// clang-format on

} // namespace

} // namespace ns3::vnlab::test
