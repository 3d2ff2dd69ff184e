// SPDX-License-Identifier: GPL-2.0-only
//
// flat-by-rack: what a VM that left its rack costs, and that the routes with the racks' prefixes lead
// everybody to everybody, wherever VMs have gone.

#include "helper/substrate-helper.h"
#include "model/control/rule-target.h"
#include "model/rule/rule-store.h"
#include "test/design/random-versions.h"
#include "test/support/make-specification.h"

#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <optional>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

const Design&
FlatByRack()
{
    return *FindDesign("flat-by-rack");
}

std::vector<Rule>
RulesByRack(const TenantView& view)
{
    RuleStore store;
    store.Add(*FlatByRack().MakeCompiler(), view);
    return store.Rules();
}

/// A tenant whose VMs have gone to any hosts.
struct Scattered
{
    Scattered()
        : scenario(DrawScenario(Differ::kInEverything)),
          plan(PlanOf(scenario, FlatByRack())),
          next(DrawNext(plan, plan.start, TenantId{0})),
          view(plan, next, TenantId{0}, scenario.tenants[0].versions[0])
    {
    }

    CloudScenario scenario;
    CloudPlan plan;
    CloudVersion next;
    TenantView view;
};

/// @return a vNIC's rules in closed form: its port, and its routes
size_t
RulesOfVnic(const Topology& topology, HostId home, HostId host)
{
    if (topology.LeafOf(home) == topology.LeafOf(host))
    {
        return 1 + 1;
    }
    return topology.DatacenterOf(home) == topology.DatacenterOf(host)
             ? 1 + 2 + topology.spines
             : 1 + 2 + 2 * topology.spines + topology.datacenters;
}

RC_GTEST_PROP(RackRoutes, AVmThatLeftItsRackCostsARouteWhereverThePrefixMisleads, ())
{
    const Scattered it;
    size_t rules = 0;
    for (const VnicId vnic : it.view.Vnics())
    {
        rules += RulesOfVnic(
            it.scenario.topology, it.plan.start.PlaceOf(vnic).host, it.view.HostOf(vnic));
    }
    RC_ASSERT(RulesByRack(it.view).size() == rules);
}

/// Records where in the fabric a frame leaves it.
class LastHop : public FabricEdge
{
  public:
    void ReceiveFromFabric(NodeRef node, FabricFrame) override
    {
        last = node;
    }

    std::optional<NodeRef> last;
};

/// A fabric that has the rules of a view, and the prefixes.
class RoutedRacks
{
  public:
    explicit RoutedRacks(const Scattered& it)
        : m_substrate(Built(it.scenario.topology))
    {
        Fabric& fabric = *m_substrate->fabric;
        for (uint32_t host = 0; host < it.scenario.topology.Hosts(); ++host)
        {
            fabric.SetHostEdge({host}, &m_edge);
        }
        fabric.SetRackPrefixes(it.plan.byRack->Prefixes());
        for (const Rule& rule : RulesByRack(it.view))
        {
            if (rule.where.at.IsFabricSwitch())
            {
                RouteTarget(fabric.Routes(rule.where.at.Node())).Write(rule);
            }
        }
    }

    ~RoutedRacks()
    {
        Simulator::Destroy();
    }

    /// @return where a frame from a host to an address gets
    std::optional<NodeRef> Follow(HostId from, uint32_t address, uint32_t flowHash)
    {
        m_edge.last.reset();
        FabricFrame frame;
        frame.packet = Create<Packet>(100);
        frame.bytes = 100;
        frame.destination = address;
        frame.flowHash = flowHash;
        m_substrate->fabric->SendFromHost(from, std::move(frame));
        Simulator::Run();
        return m_edge.last;
    }

  private:
    static std::unique_ptr<Substrate> Built(const Topology& topology)
    {
        SubstrateHelper helper;
        helper.SetTopology(topology);
        if (topology.datacenters > 1)
        {
            helper.SetWan(GenerateWan("line", topology.datacenters, 1'000'000), {});
        }
        return helper.Build();
    }

    std::unique_ptr<Substrate> m_substrate;
    LastHop m_edge;
};

RC_GTEST_PROP(RackRoutes, LeadFromEveryHostToEveryVmWhereverItHasGone, ())
{
    const Scattered it;
    RoutedRacks racks(it);
    const auto flowHash = *rc::gen::arbitrary<uint32_t>();
    for (const VnicId vnic : it.view.Vnics())
    {
        const NodeRef at{NodeKind::kHost, it.view.HostOf(vnic).value};
        for (uint32_t host = 0; host < it.scenario.topology.Hosts(); ++host)
        {
            RC_ASSERT(racks.Follow({host}, it.plan.At(vnic).address, flowHash) ==
                      std::optional(at));
        }
    }
}

TEST(RackRoutesTest, AnAddressThatNoRackGaveNeedsARouteInEverySwitch)
{
    std::vector<Path> paths = MakePaths(1);
    paths[0].subnet = {0xc0a80000, 24};
    const CloudScenario scenario{
        .name = "pair",
        .tenants = {{"t", {MakeSpecification(paths, {"a", "b"}, {{0, 1}})}}},
        .addresses = AddressPlan::kAsSpecified};
    const CloudPlan plan = PlanOf(scenario, FlatByRack());
    const TenantView view(plan, plan.start, TenantId{0}, scenario.tenants[0].versions[0]);
    EXPECT_TRUE(plan.byRack);
    EXPECT_EQ(RulesByRack(view).size(), 2 * (1 + plan.fabricSwitches.size()));
}

/// Two racks of two hosts, two spines; VM 0 starts on host 0.
class RackMoveTest : public testing::Test
{
  protected:
    RackMoveTest()
        : m_scenario{.name = "mesh",
                     .tenants = {{"t",
                                  {MakeSpecification(MakePaths(1),
                                                     {"a", "b", "c", "d"},
                                                     {{0, 1}, {0, 2}, {0, 3}, {1, 2}})}}}},
          m_cloud(FlatByRack(), m_scenario)
    {
        m_cloud.Start();
    }

    /// Moves VM 0, and has all others send to it and it to all others.
    /// @return the rules that the move touched
    uint64_t MoveTo(HostId host)
    {
        uint64_t touched = 0;
        m_cloud.Cloud().Operate().Move(
            VmId{0},
            host,
            Time(0),
            [&touched](const ChangeReport& report) { touched = report.rulesTouched; },
            [](uint64_t) {});
        m_cloud.RunFor(Seconds(2)); // switches lag
        for (const uint32_t other : {1, 2, 3})
        {
            EXPECT_EQ(m_cloud.Send(VmId{other}, VmId{0}), std::vector<VmId>{VmId{0}});
            EXPECT_EQ(m_cloud.Send(VmId{0}, VmId{other}), std::vector<VmId>{VmId{other}});
        }
        return touched;
    }

    HostId Host()
    {
        return m_cloud.plan.HostOf(VmId{0}, m_cloud.Cloud().Version());
    }

    CloudScenario m_scenario;
    CloudFixture m_cloud;
};

TEST_F(RackMoveTest, AVmKeepsItsAddressAndCostsAnExceptionWhileItIsAway)
{
    ASSERT_EQ(Host(), HostId{0});
    const uint32_t address = m_cloud.plan.At(VnicId{0}).address;
    EXPECT_EQ(FormatIpv4(address), "10.0.0.2");
    const size_t atHome = m_cloud.Cloud().Store().Size();
    EXPECT_EQ(atHome, 4U * 2);

    EXPECT_EQ(MoveTo({1}), 3U); // within the rack: port erased, port written, route at its leaf
    EXPECT_EQ(m_cloud.Cloud().Store().Size(), atHome);

    EXPECT_EQ(MoveTo({2}), 2U + 1 + 1 + 2); // ports; old leaf's route, new leaf's, both spines'
    EXPECT_EQ(m_cloud.Cloud().Store().Size(), atHome + 1 + 2);

    EXPECT_EQ(MoveTo({3}), 2U + 4); // from host to host away from home: all four routes change
    EXPECT_EQ(MoveTo({0}), 2U + 1 + 1 + 2);
    EXPECT_EQ(m_cloud.Cloud().Store().Size(), atHome);
    EXPECT_EQ(m_cloud.plan.At(VnicId{0}).address, address);
}

} // namespace
} // namespace ns3::vnlab::test
