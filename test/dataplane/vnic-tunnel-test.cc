// SPDX-License-Identifier: GPL-2.0-only
// Hook programs on vNICs over routed switches: two VMs talk through a tunnel, nobody else gets in.
#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/routed-switch.h"
#include "model/hook/bpf/tunnel-maps.h"
#include "model/ip/packet-fields.h"
#include "test/dataplane/cloud.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/bpf.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using namespace address_plan;

constexpr uint32_t kTunnelId = 7;

/// VMs 0 (host 0) and 1 (host 1) are linked; VM 2 (host 1) belongs to somebody else.
class VnicTunnel : public testing::TestWithParam<vnlab_tunnel_protocol>
{
  public:
    VnicTunnel()
        : cloud({.racks = 2, .hostsPerRack = 1, .spines = 1})
    {
        const uint32_t hosts[] = {0, 1, 1};
        RoutedSwitch* switches[] = {&cloud.AddSwitch<RoutedSwitch>(0),
                                    &cloud.AddSwitch<RoutedSwitch>(1)};
        for (uint32_t i = 0; i < 3; ++i)
        {
            device[i] = cloud.AddVnic(*switches[hosts[i]], i);
            device[i]->SetMtu(1450);
            guest[i] = &cloud.AddGuest(GuestKind::kLight, device[i], Address(i));
            WriteEntry(*switches[hosts[i]],
                       TableId::kPortAddress,
                       PortAddressKey{device[i]->GetProviderAddress()},
                       PortAddressValue{VnicId{i}});
        }
        Link(0, 1);
        Link(1, 0);
        cloud.fabric.AddTap(cloud.topology.HostUp({0}),
                            [this](const Ptr<const Packet>& frame)
                            { wire.push_back(*FieldsOf(frame)); });
    }

    static uint32_t Address(uint32_t vm)
    {
        return 0x0a000001 + vm;
    }

    /// Attaches the programs to a vNIC and writes its half of the link.
    void Link(uint32_t own, uint32_t peer)
    {
        VnicHooks& hooks = device[own]->GetHooks();
        hooks.Attach(kEncapsulateProgram);
        hooks.Attach(kDecapsulateProgram);
        hooks.Attach(kWhitelistProgram);
        const uint32_t id = GetParam() == VNLAB_TUNNEL_IPIP ? 0 : kTunnelId;
        const MacBytes peerMac = VnicMac(VnicId{peer});

        vnlab_encap_value encap{};
        encap.local = htonl(device[own]->GetProviderAddress());
        encap.remote = htonl(device[peer]->GetProviderAddress());
        encap.tunnel_id = id;
        encap.protocol = GetParam();
        std::copy(kGatewayMac.begin(), kGatewayMac.end(), encap.gateway_mac);
        std::copy(peerMac.begin(), peerMac.end(), encap.peer_mac);
        Write(hooks, encap_map, vnlab_encap_key{htonl(Address(peer))}, encap);

        vnlab_decap_key tunnel{};
        tunnel.remote = encap.remote;
        tunnel.tunnel_id = id;
        tunnel.protocol = GetParam();
        vnlab_decap_value decap{};
        std::copy(peerMac.begin(), peerMac.end(), decap.peer_mac);
        Write(hooks, decap_map, tunnel, decap);

        vnlab_whitelist_key member{};
        std::copy(peerMac.begin(), peerMac.end(), member.source_mac);
        member.source = htonl(Address(peer));
        Write(hooks, whitelist_map, member, vnlab_whitelist_value{1});
    }

    template <class Key, class Value>
    static void Write(VnicHooks& hooks, const vnlab_map& map, const Key& key, const Value& value)
    {
        ASSERT_EQ(hooks.Map(map).Update(ObjectBytes(key), ObjectBytes(value), BPF_ANY), 0);
    }

    void Send(uint32_t from, uint32_t to, const Bytes& payload)
    {
        guest[from]->SendUdp(Address(to),
                             3000,
                             kTrafficPort,
                             Create<Packet>(payload.data(), static_cast<uint32_t>(payload.size())));
        Simulator::Run();
    }

    Cloud cloud;
    Ptr<VnicDevice> device[3];
    Guest* guest[3];
    std::vector<FrameFields> wire;
};

TEST_P(VnicTunnel, LinkedVmsExchangeDatagramsBothWays)
{
    const Bytes ping{1, 2, 3};
    const Bytes pong(1000, 0x42);
    Send(0, 1, ping);
    Send(1, 0, pong);
    EXPECT_THAT(cloud.received,
                ElementsAre(Received{1, Address(0), 3000, kTrafficPort, ping},
                            Received{0, Address(1), 3000, kTrafficPort, pong}));
    EXPECT_THAT(cloud.dropped, IsEmpty());
    const uint8_t protocol = GetParam() == VNLAB_TUNNEL_VXLAN ? 17
                           : GetParam() == VNLAB_TUNNEL_NVGRE ? 47
                                                              : 4;
    ASSERT_FALSE(wire.empty());
    for (const FrameFields& outer : wire)
    {
        EXPECT_EQ(outer.source, device[0]->GetProviderAddress());
        EXPECT_EQ(outer.destination, device[1]->GetProviderAddress());
        EXPECT_EQ(outer.protocol, protocol);
    }
}

TEST_P(VnicTunnel, VmWithoutARuleForTheDestinationSendsNothing)
{
    Send(0, 2, {9});
    EXPECT_THAT(wire, IsEmpty());
    EXPECT_THAT(cloud.received, IsEmpty());
    EXPECT_GT(cloud.drops.Count(VNLAB_DROP_NO_TUNNEL), 0u); // ARP requests and their repeats
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_ARP_UNRESOLVED), 1u);
}

TEST_P(VnicTunnel, StrangerOnTheSameNetworkGetsInNeitherPlainNorForged)
{
    const uint32_t target = device[1]->GetProviderAddress();
    // In the plain, to the tenant's and the provider's address.
    device[2]->SendFrame(MakeUdpFrame(VnicMac(VnicId{2}), kGatewayMac, Address(2), target, {1}));
    Simulator::Run();
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_NOT_WHITELISTED), 1u);

    if (GetParam() == VNLAB_TUNNEL_VXLAN)
    {
        // In the right tunnel id, first from its own address, then with VM 0's; in the name of VM 2.
        for (const uint32_t source :
             {device[2]->GetProviderAddress(), device[0]->GetProviderAddress()})
        {
            const Ptr<Packet> inner =
                MakeUdpFrame(VnicMac(VnicId{2}), VnicMac(VnicId{1}), Address(2), Address(1), {1});
            const TunnelEnds ends{VnicMac(VnicId{2}), kGatewayMac, source, target};
            device[2]->InjectFrame(
                FindEncapsulation("vxlan")
                    ->Encapsulate(inner, *FieldsOf(inner), ends, Vni{kTunnelId}, 0)
                    .packet);
            Simulator::Run();
        }
        EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_UNKNOWN_TUNNEL), 1u);
        EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_NOT_WHITELISTED), 2u);
    }
    EXPECT_THAT(cloud.received, IsEmpty());
}

TEST_P(VnicTunnel, InjectedFramesBypassTheEgressHook)
{
    const auto plain = [this]
    {
        return MakeUdpFrame(
            VnicMac(VnicId{0}), kGatewayMac, Address(0), device[2]->GetProviderAddress(), {1});
    };
    device[0]->SendFrame(plain());
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_NO_TUNNEL), 1u);
    const uint64_t runs = device[0]->GetHooks().Executions(kEncapsulateProgram);
    device[0]->InjectFrame(plain());
    Simulator::Run();
    EXPECT_EQ(device[0]->GetHooks().Executions(kEncapsulateProgram), runs);
    ASSERT_THAT(wire, SizeIs(1));
    EXPECT_EQ(wire[0].destination, device[2]->GetProviderAddress());
}

TEST_P(VnicTunnel, DetachedHooksLetTheFrameOutAsItIs)
{
    device[0]->GetHooks().Detach(kEncapsulateProgram);
    device[0]->SendFrame(MakeUdpFrame(
        VnicMac(VnicId{0}), kGatewayMac, Address(0), device[1]->GetProviderAddress(), {1}));
    Simulator::Run();
    ASSERT_THAT(wire, SizeIs(1));
    EXPECT_EQ(wire[0].source, Address(0));
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_NOT_WHITELISTED),
              1u); // the receiver's hooks still stand
}

TEST_P(VnicTunnel, LargeDatagramsCrossInFragmentsOfTheGuest)
{
    const Bytes payload(4000, 0x17);
    Send(0, 1, {1});
    Send(0, 1, payload);
    ASSERT_THAT(cloud.received, SizeIs(2));
    EXPECT_EQ(cloud.received[1].payload, payload);
}

INSTANTIATE_TEST_SUITE_P(Protocols,
                         VnicTunnel,
                         testing::Values(VNLAB_TUNNEL_VXLAN,
                                         VNLAB_TUNNEL_NVGRE,
                                         VNLAB_TUNNEL_IPIP));

} // namespace
} // namespace ns3::vnlab::test
