// SPDX-License-Identifier: GPL-2.0-only
// Boxes that are no VM hosts: [[substrate.servers]].
#include "model/service/site.h"
#include "scenarios/vnlab/run/scenario-cloud.h"
#include "scenarios/vnlab/scenario/scenario-writer.h"
#include "test/support/scenario-test-input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab
{
namespace
{

using testing::HasSubstr;

/// A tenant, a design, 14 lines, and what a server says from line 8 on.
std::string
WithServer(const std::string& keys)
{
    return "[[tenants]]\nname = \"shop\"\ngenerate = { kind = \"ring\", vms = 4 }\n"
           "[designs]\nuse = [\"flat\"]\n"
           "[substrate]\nracks = 2\n" +
           keys;
}

const std::string kOffice = "[[substrate.servers]]\nname = \"office\"\nkind = \"site\"\n"
                            "at = \"outside\"\ncalls = \"shop/vm-2\"\n";
const std::string kBrain = "[[substrate.servers]]\nname = \"brain\"\nkind = \"controller\"\n"
                           "index = 1\ncores = 4\nlink = { delay = \"5us\" }\n";

TEST(ScenarioServersTest, AServerIsReadWithItsPlaceAndTheKeysOfItsKind)
{
    const Scenario scenario = ParseTest(WithServer(kOffice + kBrain));
    ASSERT_EQ(scenario.substrate.servers.size(), 2U);
    const Scenario::Server& office = scenario.substrate.servers[0];
    EXPECT_EQ(office.name, "office");
    EXPECT_EQ(office.at, Scenario::ServerPlace::kOutside);
    EXPECT_EQ(office.cores, 1U);
    const auto& keys = dynamic_cast<const SiteKeys&>(office.keys.Of("site"));
    EXPECT_EQ(keys.calls, "shop/vm-2");
    EXPECT_EQ(keys.interval_ns, 10'000'000U);
    const Scenario::Server& brain = scenario.substrate.servers[1];
    EXPECT_EQ(brain.at, Scenario::ServerPlace::kLeaf);
    EXPECT_EQ(brain.index, 1U);
    EXPECT_EQ(brain.cores, 4U);
    EXPECT_EQ(brain.link.delay_ns, 5'000U);
}

TEST(ScenarioServersTest, ServersAreWrittenAndReadBack)
{
    const std::string written = WriteResolved(ParseTest(WithServer(kOffice + kBrain)));
    EXPECT_THAT(written,
                HasSubstr("[[substrate.servers]]\nname = \"office\"\nkind = \"site\"\n"
                          "at = \"outside\"\nindex = 0\ncores = 1\n"
                          "calls = \"shop/vm-2\"\ninterval = \"10ms\"\n"));
    EXPECT_EQ(WriteResolved(ParseTest(written)), written);
}

const std::string kDoor = "[[substrate.servers]]\nname = \"door\"\nkind = \"virtual-gateway\"\n";

TEST(ScenarioServersTest, ASiteWithAGatewayIsATenantsOwnNetwork)
{
    const Scenario scenario = ParseTest(WithServer(
        kOffice + "network = \"192.168.50.0/24\"\ngateway = \"door\"\n" + kDoor + kBrain));
    const CloudPlan plan = PlanCloud(Timeline(scenario, 0), 0);
    ASSERT_EQ(plan.sites.size(), 1U);
    const SitePlan& site = plan.sites.front();
    EXPECT_EQ(site.name, "office");
    EXPECT_EQ(site.tenant, TenantId{0});
    EXPECT_EQ(site.network.ToString(), "192.168.50.0/24");
    EXPECT_EQ(site.site, ServerId{1}); // behind the controller
    EXPECT_EQ(FormatIpv4(site.address), "203.0.113.2");
    EXPECT_EQ(site.gateway, ServerId{2});
    EXPECT_EQ(FormatIpv4(site.gatewayAddress), "198.19.248.3");
}

TEST(ScenarioServersTest, NetworksOfOneTenantsSitesDoNotOverlap)
{
    std::string annex = kOffice;
    annex.replace(annex.find("office"), 6, "annex");
    const Scenario scenario =
        ParseTest(WithServer(kOffice + "network = \"192.168.50.0/24\"\ngateway = \"door\"\n" +
                             annex + "network = \"192.168.0.0/16\"\ngateway = \"door\"\n" + kDoor));
    try
    {
        PlanCloud(Timeline(scenario, 0), 0);
        FAIL();
    }
    catch (const std::invalid_argument& error)
    {
        EXPECT_STREQ(
            error.what(),
            "the network 192.168.0.0/16 of annex overlaps 192.168.50.0/24, that of office");
    }
}

TEST(ScenarioServersTest, AControllerStandsWhereItIsTold)
{
    const Scenario scenario = ParseTest(WithServer(kOffice + kBrain));
    const Timeline timeline(scenario, 0);
    const ScenarioCloud cloud = BuildCloud(timeline, *FindDesign("flat"), 0);
    EXPECT_EQ(cloud.substrate->Controller().Name(), "brain");
    EXPECT_EQ(cloud.substrate->servers.size(), 2U);
    const Topology& topology = cloud.substrate->fabric->GetTopology();
    EXPECT_EQ(topology.servers[0], (NodeRef{NodeKind::kLeaf, 1}));
    EXPECT_EQ(topology.servers[1], (NodeRef{NodeKind::kWanRouter, 0}));
    EXPECT_EQ(&cloud.substrate->Named("office"), cloud.substrate->servers[1].get());
}

TEST(ScenarioServersTest, SeveralControllersComeFirstInTheOrderOfTheFile)
{
    std::string second = kBrain;
    second.replace(second.find("brain"), 5, "spare");
    const Scenario scenario =
        ParseTest(WithServer("detection = \"40ms\"\n" + kOffice + kBrain + second));
    const Timeline timeline(scenario, 0);
    const ScenarioCloud cloud = BuildCloud(timeline, *FindDesign("flat"), 0);
    ASSERT_EQ(cloud.substrate->Controllers().size(), 2U);
    EXPECT_EQ(cloud.substrate->Controllers()[0]->Name(), "brain");
    EXPECT_EQ(cloud.substrate->Controllers()[1]->Name(), "spare");
    EXPECT_EQ(cloud.substrate->servers[2]->Name(), "office");
    EXPECT_EQ(cloud.substrate->detection, MilliSeconds(40));
}

TEST(ScenarioServersTest, ControlChannelsMayHaveANetworkOfTheirOwn)
{
    const Scenario scenario =
        ParseTest(WithServer("control_network = \"out-of-band\"\n"
                             "control_link = { rate = \"100Mbps\", delay = \"7us\" }\n"));
    const Timeline timeline(scenario, 0);
    const ScenarioCloud cloud = BuildCloud(timeline, *FindDesign("flat"), 0);
    ASSERT_TRUE(cloud.substrate->controlLink);
    EXPECT_EQ(cloud.substrate->controlLink->rate, DataRate("100Mbps"));
    EXPECT_EQ(cloud.substrate->controlLink->delay, MicroSeconds(7));
    const std::string written = WriteResolved(scenario);
    EXPECT_EQ(WriteResolved(ParseTest(written)), written);
}

TEST(ScenarioServersTest, AGatewayIsOneWhereItsControlPlaneRuns)
{
    const Scenario scenario =
        ParseTest(WithServer(kBrain + "[[substrate.servers]]\nname = \"hover\"\n"
                                      "kind = \"gateway\"\nindex = 1\ncores = 2\n"));
    const Timeline timeline(scenario, 0);
    const ScenarioCloud cloud = BuildCloud(timeline, *FindDesign("flat"), 0);
    ASSERT_EQ(cloud.substrate->Gateways().size(), 1U);
    EXPECT_EQ(cloud.substrate->Gateways().front()->Name(), "hover");
    EXPECT_EQ(cloud.substrate->Gateways().front()->Cpu().Cores(), 2U);
}

const std::string kHub = "[[substrate.servers]]\nname = \"hub\"\nkind = \"vpn-concentrator\"\n"
                         "index = 1\ncores = 8\n";

TEST(ScenarioServersTest, AConcentratorIsThatOfTheCloudAndWithoutOneTheFirstController)
{
    const auto topologyOf = [](const std::string& servers)
    {
        const Scenario scenario = ParseTest(WithServer(servers));
        const Timeline timeline(scenario, 0);
        const ScenarioCloud cloud = BuildCloud(timeline, *FindDesign("master-vpn"), 0);
        EXPECT_EQ(cloud.plan->topology.concentrator,
                  cloud.substrate->fabric->GetTopology().concentrator);
        EXPECT_EQ(&cloud.deployment->TunnelServers().front()->At(),
                  cloud.substrate->servers[cloud.plan->topology.concentrator.value].get());
        return cloud.plan->topology;
    };
    EXPECT_EQ(topologyOf("").concentrator, ServerId{0});
    EXPECT_EQ(topologyOf(kOffice + kBrain).concentrator, ServerId{0});
    const Topology named = topologyOf(kHub + kBrain + kOffice);
    EXPECT_EQ(named.concentrator, ServerId{1}); // behind the controller
    EXPECT_EQ(named.servers[1], (NodeRef{NodeKind::kLeaf, 1}));
}

struct BadServer
{
    std::string keys;
    std::string message;
};

class BadServers : public testing::TestWithParam<BadServer>
{
};

TEST_P(BadServers, AreRefusedWithPlaceAndWhatIsAccepted)
{
    EXPECT_EQ(Problems(WithServer(GetParam().keys)), GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    ScenarioServersTest,
    BadServers,
    testing::Values(
        BadServer{"[[substrate.servers]]\nname = \"a\"\nkind = \"sight\"\n",
                  "10:8: substrate.servers.kind is \"sight\"; accepted are "
                  "controller, gateway, site, virtual-gateway, vpn-concentrator\n"},
        BadServer{"[[substrate.servers]]\nname = \"a\"\nkind = \"site\"\n",
                  "8:1: substrate.servers.calls is missing\n"},
        BadServer{"[[substrate.servers]]\nname = \"a\"\nkind = \"site\"\ncalls = \"shop/vm-7\"\n",
                  "11:9: substrate.servers.calls is \"shop/vm-7\"; tenant \"shop\" has "
                  "no VM \"vm-7\", did you mean 'vm-1'?\n"},
        BadServer{kOffice + "network = \"192.168.50.0/24\"\n",
                  "13:11: substrate.servers.network does not apply here; accepted is only with "
                  "gateway\n"},
        BadServer{kOffice + "gateway = \"door\"\n",
                  "13:11: substrate.servers.gateway does not apply here; accepted is only with "
                  "network\n"},
        BadServer{kOffice + "network = \"10.1.0.0/16\"\ngateway = \"dor\"\n" + kDoor,
                  "13:11: substrate.servers.network is \"10.1.0.0/16\", which overlaps 10.0.0.0/8, "
                  "where the tenant's VMs are\n"
                  "14:11: substrate.servers.gateway is \"dor\"; accepted is the name of a server "
                  "with kind = \"virtual-gateway\", did you mean 'door'?\n"},
        BadServer{
            kOffice + "network = \"192.168.50.1/31\"\ngateway = \"door\"\n" + kDoor,
            "13:11: substrate.servers.network is \"192.168.50.1/31\"; accepted is a prefix of "
            "at most 30 bits, such as \"192.168.50.0/24\"\n"},
        BadServer{kOffice + "network = \"224.1.0.0/16\"\ngateway = \"door\"\n" + kDoor,
                  "13:11: substrate.servers.network is \"224.1.0.0/16\": it overlaps 224.0.0.0/4, "
                  "which is for multicast\n"},
        BadServer{kDoor + "at = \"outside\"\n",
                  "11:6: substrate.servers.at is \"outside\"; accepted for a virtual-gateway: "
                  "\"leaf\", \"wan-router\"\n"},
        BadServer{kHub + "[[substrate.servers]]\nname = \"spare\"\nkind = \"vpn-concentrator\"\n",
                  "15:8: substrate.servers.kind is \"vpn-concentrator\" a second time; accepted is "
                  "one such server\n"},
        BadServer{"[[substrate.servers]]\nname = \"a\"\nkind = \"vpn-concentrator\"\n"
                  "at = \"outside\"\n",
                  "11:6: substrate.servers.at is \"outside\"; accepted for a vpn-concentrator: "
                  "\"leaf\", \"wan-router\"\n"},
        BadServer{kBrain + kBrain,
                  "15:8: substrate.servers.name is \"brain\", which is the name of two "
                  "servers\n"},
        BadServer{"[[substrate.servers]]\nname = \"\"\nkind = \"controller\"\nat = \"outside\"\n",
                  "9:8: substrate.servers.name is empty; accepted is any other text\n"
                  "11:6: substrate.servers.at is \"outside\"; accepted for a "
                  "controller: \"leaf\", \"wan-router\"\n"},
        BadServer{kBrain + "[[substrate.servers]]\nname = \"b\"\nkind = \"controller\"\n"
                           "at = \"outside\"\n",
                  "17:6: substrate.servers.at is \"outside\"; accepted for a controller: "
                  "\"leaf\", \"wan-router\"\n"},
        BadServer{"[[substrate.servers]]\nname = \"a\"\nkind = \"gateway\"\nat = \"outside\"\n",
                  "11:6: substrate.servers.at is \"outside\"; accepted for a gateway: "
                  "\"leaf\", \"wan-router\"\n"},
        BadServer{"control_link = { rate = \"1Gbps\" }\n",
                  "8:16: substrate.control_link does not apply here; accepted is only with "
                  "control_network = \"out-of-band\"\n"},
        BadServer{
            "control_network = \"own\"\n",
            "8:19: substrate.control_network is \"own\"; accepted are in-band, out-of-band\n"},
        BadServer{"[[substrate.servers]]\nname = \"a\"\nkind = \"controller\"\nindex = 2\n",
                  "11:9: substrate.servers.index is 2; accepted are 0 to 1, as there "
                  "are 2 racks\n"},
        BadServer{"[[substrate.servers]]\nname = \"a\"\nkind = \"controller\"\n"
                  "at = \"wan-router\"\nindex = 1\n",
                  "12:9: substrate.servers.index is 1; accepted are 0 to 0, as there "
                  "are 1 data centers\n"}));

} // namespace
} // namespace ns3::vnlab
