// SPDX-License-Identifier: GPL-2.0-only
//
// FlowSwitch by the frames that it lets through: ports vouch for sources, tunnels for hosts.

#include "model/dataplane/flow-switch.h"
#include "model/rule/flow-entry.h"
#include "test/dataplane/cloud.h"

#include "ns3/simulator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

constexpr MacBytes kMacOfC = address_plan::VnicMac(VnicId{2});
const MacBytes kMacsOfAll[]{kMacA, kMacB, kMacOfC};
constexpr uint32_t kAddressesOfAll[]{kA, kB, kC};

/// A, B and C on a host each. A and C have flows to B; who has tunnel ports, tests say.
class FlowSwitchTest : public testing::TestWithParam<TunnelPorts>
{
  protected:
    FlowSwitchTest()
    {
        for (uint32_t i = 0; i < 3; ++i)
        {
            m_hosts[i] = &m_cloud.AddSwitch<FlowSwitch>(
                i, *FindEncapsulation("vxlan"), GetParam(), FlowTable::kUnlimited);
            m_devices[i] = m_cloud.AddVnic(*m_hosts[i], i);
            m_devices[i]->SetSink(&m_guests[i]);
        }
        AddWay(0, 1);
        AddWay(2, 1);
    }

    void AddWay(uint32_t from, uint32_t to)
    {
        const bool isFlowBased = GetParam() == TunnelPorts::kFlowBased;
        const FlowActions send{
            .output = isFlowBased ? flow_port::kTunnel : flow_port::Of(HostId{to}),
            .tunnelId = kSegment.value,
            .tunnelDestination = isFlowBased ? address_plan::HostAddress(HostId{to}) : 0,
            .etherDestination = kMacsOfAll[to],
            .setsTunnel = 1,
            .setsEther = 1};
        const uint32_t port = flow_port::Of(VnicId{from});
        EXPECT_TRUE(
            WriteEntry(*m_hosts[from],
                       kFlowTable,
                       SendKey(port, kMacsOfAll[from], kAddressesOfAll[from], kAddressesOfAll[to]),
                       send));
        EXPECT_TRUE(
            WriteEntry(*m_hosts[to],
                       kFlowTable,
                       ReceiveKey(kSegment.value, kAddressesOfAll[from], kAddressesOfAll[to]),
                       FlowActions{.output = flow_port::Of(VnicId{to})}));
    }

    void AddPort(uint32_t at, uint32_t other)
    {
        EXPECT_TRUE(WriteEntry(*m_hosts[at],
                               kTunnelPortTable,
                               TunnelPortKey{flow_port::Of(HostId{other})},
                               TunnelPortValue{address_plan::HostAddress(HostId{other})}));
    }

    /// Has a VM send in a name to B. @return drops by reason
    std::map<DropReason, uint64_t> SendToB(uint32_t vm, const MacBytes& mac, uint32_t address)
    {
        m_devices[vm]->InjectFrame(
            MakeUdpFrame(mac, address_plan::kGatewayMac, address, kB, Bytes(10)));
        Simulator::Run();
        std::map<DropReason, uint64_t> drops;
        for (const Dropped& drop : m_cloud.dropped)
        {
            ++drops[drop.reason];
        }
        m_cloud.dropped.clear();
        return drops;
    }

    Cloud m_cloud;
    FlowSwitch* m_hosts[3];
    Ptr<VnicDevice> m_devices[3];
    FrameRecorder m_guests[3];
};

TEST_P(FlowSwitchTest, AFlowLeadsThroughATunnelAndWritesTheReceiversAddress)
{
    AddPort(0, 1);
    AddPort(1, 0);
    EXPECT_THAT(SendToB(0, kMacA, kA), IsEmpty());
    EXPECT_THAT(m_guests[1].frames,
                ElementsAre(BytesOfPacket(MakeUdpFrame(kMacA, kMacB, kA, kB, Bytes(10)))));
}

TEST_P(FlowSwitchTest, APortVouchesForItsSource)
{
    AddPort(0, 1);
    AddPort(1, 0);
    EXPECT_THAT(SendToB(0, kMacOfC, kC), ElementsAre(Pair(VNLAB_DROP_NOT_PERMITTED, 1)));
    EXPECT_THAT(SendToB(0, kMacOfC, kA), ElementsAre(Pair(VNLAB_DROP_NOT_PERMITTED, 1)));
    EXPECT_THAT(SendToB(0, kMacA, kC), ElementsAre(Pair(VNLAB_DROP_NOT_PERMITTED, 1)));
    EXPECT_THAT(m_guests[1].frames, IsEmpty());
}

TEST_P(FlowSwitchTest, WhatNoFlowTakesOutOfATunnelIsDroppedThere)
{
    AddPort(0, 1);
    AddPort(1, 0);
    ASSERT_TRUE(m_hosts[1]->Erase(kFlowTable, ObjectBytes(ReceiveKey(kSegment.value, kA, kB))));
    EXPECT_THAT(SendToB(0, kMacA, kA), ElementsAre(Pair(VNLAB_DROP_NOT_PERMITTED, 1)));
}

/// Where each host has a port of its own, packets of others come in by none.
TEST_P(FlowSwitchTest, AHostLetsInTunnelsFromItsPortsAlone)
{
    AddPort(2, 1);
    AddPort(1, 0);
    if (GetParam() == TunnelPorts::kFlowBased)
    {
        EXPECT_THAT(SendToB(2, kMacOfC, kC), IsEmpty());
        return;
    }
    EXPECT_THAT(SendToB(2, kMacOfC, kC), ElementsAre(Pair(VNLAB_DROP_NO_PORT, 1)));
    AddPort(1, 2);
    EXPECT_THAT(SendToB(2, kMacOfC, kC), IsEmpty());
    EXPECT_EQ(m_guests[1].frames.size(), 1U);
}

/// The flow names a port that is not there.
TEST_P(FlowSwitchTest, AFlowIntoATunnelTakesItsPort)
{
    AddPort(1, 0);
    if (GetParam() == TunnelPorts::kPortBased)
    {
        EXPECT_THAT(SendToB(0, kMacA, kA), ElementsAre(Pair(VNLAB_DROP_NO_PORT, 1)));
    }
    else
    {
        EXPECT_THAT(SendToB(0, kMacA, kA), IsEmpty());
    }
}

INSTANTIATE_TEST_SUITE_P(Tunnels,
                         FlowSwitchTest,
                         testing::Values(TunnelPorts::kFlowBased, TunnelPorts::kPortBased),
                         [](const auto& test)
                         { return test.param == TunnelPorts::kFlowBased ? "flow" : "port"; });

} // namespace
} // namespace ns3::vnlab::test
