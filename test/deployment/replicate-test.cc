// SPDX-License-Identifier: GPL-2.0-only
//
// A cloud of two data centers without a master: it deploys, changes, and lives through a cut of the WAN.

#include "model/control/plane/replicate.h"
#include "model/design/design-variant.h"
#include "model/spec/spec-generator.h"
#include "test/deployment/evpn-tables.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <optional>
#include <rapidcheck/gtest.h>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

CloudScenario
TwoDatacenters()
{
    return {
        .name = "mesh",
        .tenants = {{"shop", {GenerateSpecification({.kind = "full-mesh", .vms = 6})}}},
        .topology = {.datacenters = 2, .racks = 2, .hostsPerRack = 2, .spines = 2, .wanLinks = 1},
        .moreControllers = {{.name = "second", .at = {NodeKind::kLeaf, 2}}}};
}

DesignChoice
Replicated(const std::string& design, ReplicaEntrance submit = ReplicaEntrance::kFirst)
{
    ReplicateKeys keys;
    keys.submit = submit;
    keys.user_timeout_ns = 2 * kSecond_ns;
    keys.reconnect_ns = kSecond_ns;
    DesignChoice choice(*FindDesign(design));
    choice.SetControlPlane("replicate", &keys);
    return choice;
}

/// @return the designs that it can serve
std::vector<std::string>
ReplicableDesigns()
{
    std::vector<std::string> names = DesignNames();
    std::erase_if(names,
                  [](const std::string& name)
                  { return ObjectionToControl(*FindDesign(name), "replicate").has_value(); });
    return names;
}

void
CutWan(Deployment& cloud, const Topology& topology, bool fails)
{
    for (const bool reverse : {false, true})
    {
        const LinkId link = topology.Wan(0, reverse);
        const auto ignore = [](uint64_t) {};
        fails ? cloud.Operate().Fail(link, ignore) : cloud.Operate().Repair(link, ignore);
    }
}

class ReplicatedCloudTest : public testing::TestWithParam<std::string>
{
  protected:
    ReplicatedCloudTest()
        : m_choice(Replicated(GetParam())),
          m_cloud(m_choice, m_scenario)
    {
        m_cloud.Start();
    }

    Operations& Operate()
    {
        return m_cloud.Cloud().Operate();
    }

    HostId HostOf(VmId vm)
    {
        return m_cloud.plan.HostOf(vm, m_cloud.Cloud().Version());
    }

    uint32_t DatacenterOf(VmId vm)
    {
        return Shape().DatacenterOf(HostOf(vm)).value;
    }

    const Topology& Shape()
    {
        return m_cloud.Under().fabric->GetTopology();
    }

    void ExpectAllReach()
    {
        for (uint32_t from = 0; from < 6; ++from)
        {
            const VmId to{(from + 1) % 6};
            EXPECT_THAT(m_cloud.Send(VmId{from}, to), ElementsAre(to)) << from;
        }
        EXPECT_EQ(m_cloud.Cloud().GetControlPlane().Refused(), 0U);
    }

    ServerId ServerOf(uint32_t controller)
    {
        return m_cloud.Under().Controllers()[controller]->GetId();
    }

    const CloudScenario m_scenario{TwoDatacenters()};
    const DesignChoice m_choice;
    CloudFixture m_cloud;
};

TEST_P(ReplicatedCloudTest, DeploysFromOneSite)
{
    ExpectAllReach();
    // Hosts that lead to VMs with rules are told by a change of their own.
    const Design& design = m_choice.GetDesign();
    const bool hasHooks = !design.HookPrograms().empty() || design.MakeIpsec();
    EXPECT_EQ(m_cloud.Cloud().GetControlPlane().Counts().at("peer_messages"), hasHooks ? 4U : 2U);
    for (const auto& controller : m_cloud.Under().Controllers())
    {
        EXPECT_GT(controller->Cpu().Used(), Time(0)) << controller->Name();
    }
}

TEST_P(ReplicatedCloudTest, AVmThatMovesToTheOtherDatacenterIsItsSites)
{
    const VmId vm{0};
    const HostId there{DatacenterOf(vm) == 0 ? 7U : 0U};
    std::optional<uint64_t> acked;
    Operate().Move(
        vm,
        there,
        MilliSeconds(60),
        [](const ChangeReport&) {},
        [&acked](uint64_t messages) { acked = messages; });
    m_cloud.RunFor(Seconds(5));
    EXPECT_TRUE(acked);
    ExpectAllReach();
    Operate().Fail(ServerOf(DatacenterOf(vm) == 0 ? 1 : 0), [](uint64_t) {}); // where it was before
    Operate().Stop(VmId{1}, [](uint64_t) {});
    m_cloud.RunFor(Seconds(5));
    EXPECT_THAT(m_cloud.Send(vm, VmId{1}), IsEmpty());
}

TEST_P(ReplicatedCloudTest, AfterACutOfTheWanAllIsAsItShouldBe)
{
    CutWan(m_cloud.Cloud(), Shape(), true);
    m_cloud.RunFor(Seconds(1));
    std::optional<Time> stopped;
    const Time before = m_cloud.Cloud().GetControlPlane().CpuTime();
    Operate().Stop(VmId{2}, [&stopped](uint64_t) { stopped = Simulator::Now(); });
    m_cloud.RunFor(Seconds(5));
    EXPECT_GT(m_cloud.Cloud().GetControlPlane().CpuTime(), before);
    EXPECT_FALSE(stopped) << "the second site does not have it";
    CutWan(m_cloud.Cloud(), Shape(), false);
    m_cloud.RunFor(Seconds(5));
    EXPECT_TRUE(stopped);
    Operate().Start(VmId{2}, [](uint64_t) {});
    m_cloud.RunFor(Minutes(2)); // ARP gives up for 100 s
    ExpectAllReach();
}

INSTANTIATE_TEST_SUITE_P(AllDesigns,
                         ReplicatedCloudTest,
                         testing::ValuesIn(ReplicableDesigns()),
                         [](const auto& test) { return TestNameOf(test.param); });

TEST(ReplicateKindTest, ADatacenterWithoutAControllerIsRefused)
{
    CloudScenario scenario = TwoDatacenters();
    scenario.moreControllers.clear();
    const DesignChoice choice = Replicated("vxlan");
    CloudFixture cloud(choice, scenario);
    try
    {
        cloud.Install();
        FAIL() << "accepted";
    }
    catch (const std::invalid_argument& error)
    {
        EXPECT_STREQ(
            error.what(),
            "control is \"replicate\", which has a site in each data center, and data center 1 "
            "has no controller; accepted is a [[substrate.servers]] kind = \"controller\" in "
            "each");
    }
}

/// A cloud to which things happen, chosen by RapidCheck.
class ReplicaTurmoil
{
  public:
    ReplicaTurmoil(const DesignChoice& choice, const CloudScenario& scenario)
        : m_cloud(choice, scenario)
    {
    }

    void HappenOnce()
    {
        const VmId vm{*rc::gen::inRange<uint32_t>(0, m_cloud.fixture.plan.vms.size())};
        const HostId host{*rc::gen::inRange<uint32_t>(0, m_cloud.Cloud().HostCount())};
        const ServerId server{*rc::gen::inRange<uint32_t>(0, 2)};
        const auto done = [this](uint64_t) { --m_open; };
        switch (*rc::gen::inRange(0, 9))
        {
        case 0:
            return Try([&] { Operate().Stop(vm, done); });
        case 1:
            return Try([&] { Operate().Start(vm, done); });
        case 2:
            return m_failed.empty()
                     ? Try([&] { m_cloud.Fail(host, done), m_failed.insert(host); })
                     : Try([&] { Operate().Repair(*m_failed.begin(), done), m_failed.clear(); });
        case 3:
            return Try([&] { Operate().Fail(server, done); });
        case 4:
            return Try([&] { Operate().Repair(server, done); });
        case 5:
            return SetCut(true);
        case 6:
            return SetCut(false);
        default:
            if (!m_failed.contains(host))
            {
                Try(
                    [&]
                    {
                        Operate().Move(
                            vm, host, Time(0), [](const ChangeReport&) {}, done);
                    });
                m_cloud.RunFor(NanoSeconds(1)); // nothing else happens to a VM that is on its way
            }
        }
    }

    void RunFor(Time time)
    {
        m_cloud.RunFor(time);
    }

    void RepairAll()
    {
        const auto done = [this](uint64_t) { --m_open; };
        SetCut(false);
        for (const HostId host : std::exchange(m_failed, {}))
        {
            Try([&] { Operate().Repair(host, done); });
        }
        for (const ServerId server : {ServerId{0}, ServerId{1}})
        {
            Try([&] { Operate().Repair(server, done); });
        }
    }

    void RequirePushed()
    {
        RC_ASSERT(m_open == 0);
        RC_ASSERT(m_cloud.Tables() == m_cloud.Pushed());
        RC_ASSERT(m_cloud.Cloud().GetControlPlane().Refused() == 0U);
    }

  private:
    Operations& Operate()
    {
        return m_cloud.Cloud().Operate();
    }

    template <class Act>
    void Try(Act act)
    {
        try
        {
            ++m_open;
            act();
        }
        catch (const std::invalid_argument&)
        {
            --m_open;
        }
    }

    void SetCut(bool fails)
    {
        if (std::exchange(m_isCut, fails) != fails)
        {
            CutWan(m_cloud.Cloud(), m_cloud.fixture.Under().fabric->GetTopology(), fails);
        }
    }

    EvpnCloud m_cloud;
    std::set<HostId> m_failed;
    bool m_isCut{false};
    int m_open{0};
};

RC_GTEST_PROP(ReplicatedCloudLaw, TablesOnceQuietAreThoseOfPush, ())
{
    CloudScenario scenario = TwoDatacenters();
    scenario.placement.seed = *rc::gen::inRange<uint64_t>(1, 1000);
    const DesignChoice choice = Replicated(
        *rc::gen::element<std::string>("vxlan", "identity-firewall"),
        *rc::gen::element(
            ReplicaEntrance::kFirst, ReplicaEntrance::kInTurn, ReplicaEntrance::kNearest));
    ReplicaTurmoil turmoil(choice, scenario);
    turmoil.RequirePushed();
    for (int event = *rc::gen::inRange(1, 25); event > 0; --event)
    {
        turmoil.HappenOnce();
        turmoil.RunFor(MicroSeconds(*rc::gen::element<int64_t>(1, 300, 3'000, 300'000, 3'000'000)));
    }
    turmoil.RepairAll();
    turmoil.RunFor(Minutes(3));
    turmoil.RequirePushed();
}

} // namespace
} // namespace ns3::vnlab::test
