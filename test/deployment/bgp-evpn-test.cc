// SPDX-License-Identifier: GPL-2.0-only
//
// VTEPs that tell each other by BGP what is on their ports: what they tell, and that packets and tables
// end as where a controller pushes all rules.

#include "model/control/plane/bgp-evpn.h"
#include "model/spec/spec-generator.h"
#include "test/deployment/evpn-tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

/// Eight VMs that may all speak, two on each of four hosts behind two leaves.
CloudScenario
EvpnMesh(size_t controllers = 1)
{
    CloudScenario scenario{
        .name = "mesh",
        .tenants = {{"shop", {GenerateSpecification({.kind = "full-mesh", .vms = 8})}}}};
    for (size_t i = 1; i < controllers; ++i)
    {
        scenario.moreControllers.push_back(
            {.name = "controller-" + std::to_string(i), .at = {NodeKind::kLeaf, 1}});
    }
    return scenario;
}

class BgpEvpnTest : public testing::Test
{
  protected:
    explicit BgpEvpnTest(const BgpEvpnKeys& keys = {}, size_t controllers = 1)
        : m_scenario(EvpnMesh(controllers)),
          m_cloud(SpeakingBgp(keys), m_scenario)
    {
    }

    double Count(const std::string& name)
    {
        return m_cloud.Cloud().GetControlPlane().RunCounts().at(name);
    }

    /// @return UPDATEs that it takes until a change is done
    double UpdatesOf(const std::function<void(Operations&, Operations::Done)>& change)
    {
        const double before = Count("bgp_updates");
        change(m_cloud.Cloud().Operate(), [](uint64_t) { Simulator::Stop(); });
        m_cloud.RunFor(Days(1));
        return Count("bgp_updates") - before;
    }

    CloudScenario m_scenario;
    EvpnCloud m_cloud;
};

TEST_F(BgpEvpnTest, NothingButTheHostsOwnPortsIsPushed)
{
    EXPECT_EQ(m_cloud.Cloud().Store().Size(), 8U);
}

TEST_F(BgpEvpnTest, DeployedMeansThatTablesAreThoseOfPush)
{
    EXPECT_EQ(m_cloud.Tables(), m_cloud.Pushed());
}

TEST_F(BgpEvpnTest, ReflectorHasARouteForEachVtepOfASegmentAndOneForEachMac)
{
    EXPECT_EQ(Count("bgp_routes"), 4 + 8);
    EXPECT_EQ(Count("entries"), 4 * 6 * 2); // six VMs elsewhere, FDB and ARP
    EXPECT_EQ(Count("entries_max_per_host"), 6 * 2);
    EXPECT_EQ(Count("bgp_withdrawals"), 0);
}

/// n VTEPs and r reflectors: one to each reflector, and each tells the other n - 1.
TEST_F(BgpEvpnTest, OneMacTakesAnUpdateForEachSession)
{
    const auto stop = [](Operations& operate, Operations::Done done)
    { operate.Stop(VmId{0}, std::move(done)); };
    const auto start = [](Operations& operate, Operations::Done done)
    { operate.Start(VmId{0}, std::move(done)); };
    EXPECT_EQ(UpdatesOf(stop), 2 * 4);
    EXPECT_EQ(Count("bgp_withdrawals"), 1);
    EXPECT_EQ(Count("bgp_routes"), 4 + 7);
    EXPECT_EQ(UpdatesOf(start), 2 * 4);
    EXPECT_EQ(Count("bgp_routes"), 4 + 8);
    EXPECT_EQ(m_cloud.Tables(), m_cloud.Pushed());
}

/// The new host announces it, and the old one takes its route back.
TEST_F(BgpEvpnTest, MoveTakesTheUpdatesOfTwoMacs)
{
    const HostId to{(m_cloud.HostOf(VmId{0}).value + 1) % 4};
    const auto move = [to](Operations& operate, Operations::Done done)
    {
        operate.Move(
            VmId{0}, to, Time(0), [](const ChangeReport&) {}, std::move(done));
    };
    EXPECT_EQ(UpdatesOf(move), 2 * 2 * 4);
    EXPECT_EQ(Count("bgp_routes"), 4 + 8);
    EXPECT_EQ(Count("bgp_withdrawals"), 1);
}

TEST_F(BgpEvpnTest, PacketsToAVmThatMovedAreLostUntilOthersHaveBeenTold)
{
    const VmId mover{0};
    const VmId sender{1};
    ASSERT_THAT(m_cloud.fixture.Send(sender, mover), ElementsAre(mover));
    Time submitted;
    Time done;
    const HostId to{(m_cloud.HostOf(mover).value + 1) % 4};
    m_cloud.Cloud().Operate().Move(
        mover,
        to,
        MilliSeconds(60),
        [&](const ChangeReport&) { submitted = Simulator::Now(); },
        [&](uint64_t)
        {
            done = Simulator::Now();
            EXPECT_EQ(m_cloud.Tables(), m_cloud.Pushed());
        });
    m_cloud.RunFor(Seconds(1));
    EXPECT_GT(done, submitted);
    EXPECT_LT(done - submitted, MilliSeconds(2));
    EXPECT_THAT(m_cloud.fixture.Send(sender, mover), ElementsAre(mover));
}

TEST_F(BgpEvpnTest, FailedHostIsWithdrawnWhenReflectorsNotice)
{
    const HostId host{0};
    Time done;
    const Time failed = Simulator::Now();
    m_cloud.Fail(host, [&](uint64_t) { done = Simulator::Now(); });
    m_cloud.RunFor(Seconds(1));
    EXPECT_GT(done - failed, MilliSeconds(150));
    EXPECT_LT(done - failed, MilliSeconds(152));
    EXPECT_EQ(Count("bgp_routes"), 3 + 6);
    EXPECT_EQ(m_cloud.Tables(), m_cloud.Pushed());
    m_cloud.Cloud().Operate().Repair(host, [&](uint64_t) { done = Simulator::Now(); });
    const Time repaired = Simulator::Now();
    m_cloud.RunFor(Seconds(1));
    EXPECT_GT(done, repaired);
    EXPECT_EQ(Count("bgp_routes"), 4 + 8);
    EXPECT_EQ(m_cloud.Tables(), m_cloud.Pushed());
}

/// Both reflectors are on the one controller, so nobody is told of anything when it is cut off.
TEST_F(BgpEvpnTest, SessionsEndForSilenceAndAreOpenedAgain)
{
    Operations& operate = m_cloud.Cloud().Operate();
    const LinkId link = m_cloud.fixture.Under().fabric->GetTopology().ServerUp(ServerId{0});
    operate.Fail(link, [](uint64_t) {});
    m_cloud.RunFor(Seconds(89));
    EXPECT_EQ(m_cloud.Tables(), m_cloud.Pushed());
    m_cloud.RunFor(Seconds(60));
    EXPECT_EQ(Count("entries"), 0);
    operate.Repair(link, [](uint64_t) {});
    m_cloud.RunFor(Seconds(100));
    EXPECT_EQ(m_cloud.Tables(), m_cloud.Pushed());
}

struct TwoServersBgpEvpnTest : BgpEvpnTest
{
    TwoServersBgpEvpnTest()
        : BgpEvpnTest({}, 2)
    {
    }
};

TEST_F(TwoServersBgpEvpnTest, NothingIsLostWithAReflector)
{
    Operations& operate = m_cloud.Cloud().Operate();
    for (const ServerId server : {ServerId{0}, ServerId{1}})
    {
        const auto tables = m_cloud.Tables();
        operate.Fail(server, [](uint64_t) {});
        m_cloud.RunFor(Seconds(1));
        EXPECT_EQ(m_cloud.Tables(), tables);
        const HostId to{(m_cloud.HostOf(VmId{0}).value + 1) % 4};
        operate.Move(
            VmId{0}, to, Time(0), [](const ChangeReport&) {}, [](uint64_t) {});
        m_cloud.RunFor(Seconds(1));
        EXPECT_EQ(m_cloud.Tables(), m_cloud.Pushed());
        EXPECT_THAT(m_cloud.fixture.Send(VmId{1}, VmId{0}), ElementsAre(VmId{0}));
        operate.Repair(server, [](uint64_t) {});
        m_cloud.RunFor(Seconds(1));
        EXPECT_EQ(m_cloud.Tables(), m_cloud.Pushed());
    }
}

struct SlowBgpEvpnTest : BgpEvpnTest
{
    SlowBgpEvpnTest()
        : BgpEvpnTest(Keys())
    {
    }

    static BgpEvpnKeys Keys()
    {
        BgpEvpnKeys keys;
        keys.mrai_ns = 5 * kSecond_ns;
        return keys;
    }
};

TEST_F(SlowBgpEvpnTest, ChangeIsNotDoneWhileAnMraiHoldsItBack)
{
    EXPECT_EQ(m_cloud.Tables(), m_cloud.Pushed());
    for (int i = 0; i < 3; ++i)
    {
        UpdatesOf([](Operations& operate, Operations::Done done)
                  { operate.Stop(VmId{0}, std::move(done)); });
        EXPECT_EQ(m_cloud.Tables(), m_cloud.Pushed()) << i;
        UpdatesOf([](Operations& operate, Operations::Done done)
                  { operate.Start(VmId{0}, std::move(done)); });
        EXPECT_EQ(m_cloud.Tables(), m_cloud.Pushed()) << i;
    }
}

TEST(BgpEvpnOutOfBandTest, SessionsAndChannelsShareTheControlNetwork)
{
    CloudScenario scenario = EvpnMesh();
    scenario.controlLink.emplace();
    const DesignChoice choice = SpeakingBgp();
    EvpnCloud cloud(choice, scenario);
    EXPECT_EQ(cloud.Tables(), cloud.Pushed());
}

/// The mesh under the design that ships. VM i is on host i modulo 4.
class VxlanEvpnTest : public testing::Test
{
  protected:
    const SwitchWork& WorkOf(HostId host)
    {
        return m_cloud.Cloud().SwitchOf(host).Work(Population::kTraffic);
    }

    CloudScenario m_scenario = EvpnMesh();
    EvpnCloud m_cloud{DesignChoice(*FindDesign("vxlan-evpn")), m_scenario};
};

TEST_F(VxlanEvpnTest, TablesAreThoseOfPushAndBroughtByBgp)
{
    EXPECT_EQ(m_cloud.Tables(), m_cloud.Pushed());
    EXPECT_EQ(m_cloud.Cloud().Store().Size(), 8U);
    EXPECT_EQ(m_cloud.Cloud().GetControlPlane().RunCounts().at("bgp_routes"), 4 + 8);
}

/// RFC 7432 section 10: a VTEP that knows IP and MAC answers itself.
TEST_F(VxlanEvpnTest, ArpForAnotherHostsVmIsAnsweredHereAndNothingButThePacketIsSent)
{
    EXPECT_THAT(m_cloud.fixture.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
    EXPECT_EQ(WorkOf(HostId{0}).encapsulated, 1U);
    EXPECT_EQ(WorkOf(HostId{0}).flooded, 0U);
    EXPECT_EQ(WorkOf(HostId{1}).encapsulated, 0U);
}

TEST_F(VxlanEvpnTest, ArpForAVmThatHasMovedIsAnsweredWithoutAsking)
{
    m_cloud.Cloud().Operate().Move(
        VmId{1}, HostId{3}, Time(0), [](const ChangeReport&) {}, [](uint64_t) {});
    m_cloud.RunFor(Seconds(1));
    const uint64_t before = WorkOf(HostId{0}).encapsulated; // the mover's announcements are not its
    EXPECT_THAT(m_cloud.fixture.Send(VmId{0}, VmId{1}), ElementsAre(VmId{1}));
    EXPECT_EQ(WorkOf(HostId{0}).encapsulated, before + 1);
    EXPECT_EQ(WorkOf(HostId{0}).flooded, 0U);
}

/// Who is stopped is withdrawn; a question about it stays on the host.
TEST_F(VxlanEvpnTest, ArpForNobodyLeavesNoHost)
{
    m_cloud.Cloud().Operate().Stop(VmId{1}, [](uint64_t) {});
    m_cloud.RunFor(Seconds(1));
    EXPECT_THAT(m_cloud.fixture.Send(VmId{0}, VmId{1}), IsEmpty());
    EXPECT_EQ(WorkOf(HostId{0}).encapsulated, 0U);
    EXPECT_EQ(WorkOf(HostId{0}).flooded, 0U);
}

TEST(BgpEvpnChoiceTest, DesignWithoutRulesOnDemandRefuses)
{
    for (const char* design : {"flat", "linkwire", "vxlan-learn", "vxlan-linked"})
    {
        DesignChoice choice(*FindDesign(design));
        EXPECT_THROW(choice.SetControlPlane("bgp-evpn"), std::invalid_argument) << design;
    }
}

} // namespace
} // namespace ns3::vnlab::test
