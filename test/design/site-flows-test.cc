// SPDX-License-Identifier: GPL-2.0-only
//
// openflow-overlay joins tenants' sites to their networks: how many flows that takes, in closed form; the law of
// compilers with sites; and by packets, who reaches whom.

#include "helper/server-helper.h"
#include "model/design/openflow-overlay.h"
#include "model/ip/ip-in-ip.h"
#include "model/ip/packet-fields.h"
#include "model/ip/udp-frame.h"
#include "model/rule/flow-entry.h"
#include "model/rule/rule-store.h"
#include "model/service/site.h"
#include "model/spec/spec-generator.h"
#include "test/design/random-versions.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <rapidcheck/gtest.h>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

/// @return openflow-overlay with either kind of tunnel ports
std::unique_ptr<const Design>
OverlayWith(TunnelPorts tunnels)
{
    FlowOverlayKeys keys;
    keys.tunnels = tunnels;
    return FindDesign("openflow-overlay")
        ->Vary({.name = "overlay", .encapsulation = "vxlan", .keys = keys});
}

/// Draws up to three sites of a tenant, on any of its paths, at two gateways: servers 1 and 2.
std::vector<SitePlan>
DrawSites(const CloudPlan& plan)
{
    std::vector<SitePlan> sites;
    const auto count = *rc::gen::inRange<uint32_t>(0, 4);
    for (uint32_t i = 0; i < count; ++i)
    {
        const auto paths = static_cast<uint32_t>(plan.At(TenantId{0}).paths.size());
        const ServerId gateway{*rc::gen::inRange<uint32_t>(1, 3)};
        sites.push_back({.name = "site-" + std::to_string(i),
                         .tenant = TenantId{0},
                         .path = *rc::gen::inRange<uint32_t>(0, paths),
                         .network = {0xc0a80000 + (i << 8), 24},
                         .site = ServerId{3 + i},
                         .address = address_plan::ServerAddress(ServerId{3 + i}, true),
                         .gateway = gateway,
                         .gatewayAddress = address_plan::ServerAddress(gateway, false)});
    }
    return sites;
}

RC_GTEST_PROP(SiteFlows, AreTwoAtTheHostAndTwoAtTheGatewayForEachVnicAndSite, ())
{
    const auto tunnels = *rc::gen::element(TunnelPorts::kFlowBased, TunnelPorts::kPortBased);
    const CloudScenario scenario = DrawScenario(Differ::kInEverything);
    CloudPlan plan = PlanOf(scenario);
    const auto compiler = OverlayWith(tunnels)->MakeCompiler();
    const Specification& specification = scenario.tenants[0].versions[0];
    RuleStore without;
    without.Add(*compiler, TenantView(plan, plan.start, TenantId{0}, specification));
    plan.sites = DrawSites(plan);
    const TenantView view(plan, plan.start, TenantId{0}, specification);
    RuleStore with;
    with.Add(*compiler, view);

    std::map<EnforcementPoint, int64_t> flows;
    std::map<EnforcementPoint, std::set<std::pair<ServerId, uint32_t>>> ports; // and the path
    for (const SitePlan& site : plan.sites)
    {
        for (const VnicId vnic : view.OnPath(site.path))
        {
            flows[EnforcementPoint::Of(view.HostOf(vnic))] += 2;
            flows[EnforcementPoint::Of(site.gateway)] += 2;
            ports[EnforcementPoint::Of(view.HostOf(vnic))].insert({site.gateway, 0});
        }
    }
    for (const Rule& rule : with.Rules())
    {
        flows[rule.where.at] -= rule.where.table == kFlowTable ? 1 : 0;
    }
    for (const Rule& rule : without.Rules())
    {
        flows[rule.where.at] += rule.where.table == kFlowTable ? 1 : 0;
    }
    for (const auto& [place, missing] : flows)
    {
        RC_ASSERT(missing == 0);
    }
    size_t newPorts = 0;
    for (const auto& [host, gateways] : ports)
    {
        newPorts += tunnels == TunnelPorts::kPortBased ? gateways.size() : 0;
    }
    const auto countPorts = [](const RuleStore& store)
    {
        return std::ranges::count_if(
            store.Rules(), [](const Rule& rule) { return rule.where.table == kTunnelPortTable; });
    };
    RC_ASSERT(static_cast<size_t>(countPorts(with) - countPorts(without)) == newPorts);
}

RC_GTEST_PROP(SiteFlows, DeltasLeaveTheRulesOfAFreshCompile, ())
{
    const auto tunnels = *rc::gen::element(TunnelPorts::kFlowBased, TunnelPorts::kPortBased);
    const CloudScenario scenario = DrawScenario(Differ::kInEverything);
    CloudPlan plan = PlanOf(scenario);
    plan.sites = DrawSites(plan);
    const auto compiler = OverlayWith(tunnels)->MakeCompiler();
    CloudVersion version = plan.start;
    TenantView current(plan, version, TenantId{0}, scenario.tenants[0].versions.front());
    RuleStore step;
    step.Add(*compiler, current);
    for (const Specification& specification : scenario.tenants[0].versions)
    {
        version = DrawNext(plan, version, TenantId{0});
        TenantView next(plan, version, TenantId{0}, specification);
        step.Change(*compiler, current, next);
        RuleStore fresh;
        fresh.Add(*compiler, next);
        RC_ASSERT(step.Rules() == fresh.Rules());
        current = std::move(next);
    }
}

/// Two tenants with the same addresses, a site of each, and one gateway.
class SitesTest : public testing::TestWithParam<std::tuple<TunnelPorts, std::string>>
{
  protected:
    SitesTest()
        : m_scenario{.name = "sites",
                     .tenants = {{"red", {Mesh()}}, {"blue", {Mesh()}}},
                     .addresses = AddressPlan::kAsSpecified,
                     .servers = {{.name = "door", .at = {NodeKind::kLeaf, 0}},
                                 {.name = "red-office",
                                  .at = {NodeKind::kWanRouter, 0},
                                  .isOutside = true},
                                 {.name = "blue-office",
                                  .at = {NodeKind::kWanRouter, 0},
                                  .isOutside = true}}},
          m_design(OverlayWith(std::get<0>(GetParam()))),
          m_cloud(Choose(), m_scenario)
    {
        for (const uint32_t tenant : {0, 1})
        {
            m_cloud.plan.sites.push_back(SiteOf(TenantId{tenant}));
        }
        m_cloud.Start();
    }

    DesignChoice Choose() const
    {
        DesignChoice choice(*m_design);
        choice.SetControlPlane(std::get<1>(GetParam()));
        return choice;
    }

    static Specification Mesh()
    {
        return GenerateSpecification({.kind = "full-mesh", .vms = 4});
    }

    SitePlan SiteOf(TenantId tenant) const
    {
        const ServerId server{2 + tenant.value};
        return {.name = m_scenario.servers[1 + tenant.value].name,
                .tenant = tenant,
                .path = 0,
                .network = *Ipv4Prefix::Parse("192.168.50.0/24"),
                .site = server,
                .address = address_plan::ServerAddress(server, true),
                .gateway = ServerId{1},
                .gatewayAddress = address_plan::ServerAddress(ServerId{1}, false)};
    }

    /// Has each office call a VM of its tenant's ten times. @return what each counted
    std::map<std::string, std::map<std::string, uint64_t>> Call(const std::string& vm)
    {
        ServerHelper servers(m_cloud.Cloud());
        SiteKeys keys;
        const Time now = Simulator::Now();
        for (const uint32_t tenant : {0, 1})
        {
            keys.calls = m_scenario.tenants[tenant].name + "/" + vm;
            servers.Install(
                *m_cloud.Under().servers[2 + tenant], "site", now, now + MilliSeconds(100), &keys);
        }
        m_cloud.RunFor(MilliSeconds(200));
        std::map<std::string, std::map<std::string, uint64_t>> counts;
        for (const ServerHelper::Installed& installed : servers.Programs())
        {
            counts[installed.server->Name()] = installed.program->Counts();
        }
        return counts;
    }

    /// What each office counts of ten calls where all are answered.
    static auto AllAnswered()
    {
        return ElementsAre(Pair("answered", 10), Pair("delivered", 10), Pair("sent", 10));
    }

    CloudScenario m_scenario;
    std::unique_ptr<const Design> m_design;
    CloudFixture m_cloud;
};

TEST_P(SitesTest, CallTheirOwnTenantsVmsAlthoughAnothersHaveTheSameAddresses)
{
    EXPECT_THAT(Call("vm-2"),
                ElementsAre(Pair("blue-office", AllAnswered()), Pair("red-office", AllAnswered())));
    EXPECT_THAT(m_cloud.arrivals, SizeIs(20));
    for (const CloudFixture::Arrival& arrival : m_cloud.arrivals)
    {
        EXPECT_EQ(FormatIpv4(arrival.datagram.source), "192.168.50.1");
        EXPECT_TRUE(arrival.vm == m_cloud.Vm("vm-2", TenantId{0}) ||
                    arrival.vm == m_cloud.Vm("vm-2", TenantId{1}));
    }
}

TEST_P(SitesTest, ReachAVmThatHasMoved)
{
    const VmId vm = m_cloud.Vm("vm-2");
    const HostId from = m_cloud.Cloud().Version().PlaceOf(m_cloud.plan.At(vm).vnics[0]).host;
    m_cloud.Cloud().Operate().Move(
        vm, HostId{(from.value + 1) % 4}, Time(0), [](const ChangeReport&) {}, [](uint64_t) {});
    m_cloud.RunFor(Seconds(1));
    EXPECT_THAT(Call("vm-2"),
                ElementsAre(Pair("blue-office", AllAnswered()), Pair("red-office", AllAnswered())));
}

/// The host knows the port's own address alone, and the site's network alone.
TEST_P(SitesTest, AreReachedInAVmsOwnNameAndNoOtherAddressIs)
{
    Guest& guest = m_cloud.Cloud().GuestOf(m_cloud.Vm("vm-1"));
    guest.SendUdp(*ParseIpv4("192.168.51.1"), 1000, 2000, Create<Packet>(8));
    m_cloud.RunFor(MilliSeconds(10));
    EXPECT_EQ(m_cloud.Under().drops.Count(VNLAB_DROP_NOT_PERMITTED), 1U);

    const VnicPlan& own = m_cloud.plan.At(m_cloud.plan.At(m_cloud.Vm("vm-1")).vnics[0]);
    const VnicPlan& other = m_cloud.plan.At(m_cloud.plan.At(m_cloud.Vm("vm-2")).vnics[0]);
    m_cloud.Cloud()
        .DeviceOf(m_cloud.plan.At(m_cloud.Vm("vm-1")).vnics[0])
        .InjectFrame(MakeUdpFrame({.sourceMac = own.mac,
                                   .nextHopMac = address_plan::kGatewayMac,
                                   .source = other.address,
                                   .destination = *ParseIpv4("192.168.50.1"),
                                   .sourcePort = 1,
                                   .destinationPort = 2},
                                  Create<Packet>(8)));
    m_cloud.RunFor(MilliSeconds(10));
    EXPECT_EQ(m_cloud.Under().drops.Count(VNLAB_DROP_NOT_PERMITTED), 2U);
}

/// Who is no site, by the outer source address, gets nothing into the gateway.
TEST_P(SitesTest, AreKnownToTheGatewayByTheirOuterAddress)
{
    Server& stranger = *m_cloud.Under().servers[0];
    const Ptr<Packet> call = MakeUdpFrame(
        {.source = *ParseIpv4("192.168.50.1"),
         .destination = m_cloud.plan.At(m_cloud.plan.At(m_cloud.Vm("vm-1")).vnics[0]).address,
         .sourcePort = 1,
         .destinationPort = kServicePort},
        Create<Packet>(8));
    stranger.Send(PutIntoIpIp(call,
                              *FieldsOf(call),
                              {.destinationMac = stranger.NextHopMac(),
                               .sourceMac = stranger.Mac(),
                               .source = stranger.Address(),
                               .destination = address_plan::ServerAddress(ServerId{1}, false)}));
    m_cloud.RunFor(MilliSeconds(10));
    EXPECT_EQ(m_cloud.Under().drops.Count(VNLAB_DROP_NO_PORT), 1U);
    EXPECT_THAT(m_cloud.arrivals, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    BothKindsOfTunnels,
    SitesTest,
    testing::Combine(testing::Values(TunnelPorts::kFlowBased, TunnelPorts::kPortBased),
                     testing::Values("push", "reactive", "pull", "replicate")));

TEST(SiteFlowsTest, DesignsWithoutAVirtualGatewayObject)
{
    for (const std::string& name : DesignNames())
    {
        const CloudScenario scenario{
            .name = "ring",
            .tenants = {{"shop", {GenerateSpecification({.kind = "ring", .vms = 3})}}},
            .servers = {{.name = "door"}, {.name = "office"}}};
        CloudFixture cloud(*FindDesign(name), scenario);
        cloud.plan.sites.push_back(
            {.name = "office",
             .tenant = TenantId{0},
             .path = 0,
             .network = *Ipv4Prefix::Parse("192.168.50.0/24"),
             .site = ServerId{2},
             .address = address_plan::ServerAddress(ServerId{2}, false),
             .gateway = ServerId{1},
             .gatewayAddress = address_plan::ServerAddress(ServerId{1}, false)});
        if (FindDesign(name)->JoinsSites())
        {
            EXPECT_NO_THROW(cloud.Start()) << name;
            continue;
        }
        try
        {
            cloud.Start();
            ADD_FAILURE() << name;
        }
        catch (const std::invalid_argument& error)
        {
            EXPECT_EQ(error.what(),
                      name + " has no virtual gateway, which would join the site office to shop");
        }
    }
}

} // namespace
} // namespace ns3::vnlab::test
