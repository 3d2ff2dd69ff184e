// SPDX-License-Identifier: GPL-2.0-only
//
// IPsec in VMs over routed switches: two talk through a tunnel, nobody else gets in, whatever keys it has.

#include "model/dataplane/ipsec-stack.h"
#include "model/dataplane/routed-switch.h"
#include "model/ip/packet-fields.h"
#include "model/wire/protocol-numbers.h"
#include "model/wire/tunnel-overhead.h"
#include "test/dataplane/cloud.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using namespace address_plan;

constexpr uint16_t kUnderlayMtu = 1500;

/// VMs 0 (host 0) and 1 (host 1) are linked, and 0 with 2 (host 1).
class IpsecTunnel : public testing::TestWithParam<GuestKind>
{
  public:
    IpsecTunnel()
        : cloud({.racks = 2, .hostsPerRack = 1, .spines = 1})
    {
        const uint32_t hosts[] = {0, 1, 1};
        RoutedSwitch* switches[] = {&cloud.AddSwitch<RoutedSwitch>(0),
                                    &cloud.AddSwitch<RoutedSwitch>(1)};
        for (uint32_t i = 0; i < 3; ++i)
        {
            device[i] = cloud.AddVnic(*switches[hosts[i]], i);
            device[i]->SetMtu(overhead::MostInEspTunnel(kUnderlayMtu));
            device[i]->SetGuestAddress(Address(i));
            device[i]->SetTransform(&ipsec[i]);
            guest[i] = &cloud.AddGuest(GetParam(), device[i], Address(i));
            WriteEntry(*switches[hosts[i]],
                       TableId::kPortAddress,
                       PortAddressKey{device[i]->GetProviderAddress()},
                       PortAddressValue{VnicId{i}});
        }
        for (const auto& [a, b] : {std::pair(0, 1), std::pair(0, 2)})
        {
            Associate(a, b);
            Associate(b, a);
            Permit(a, b);
            Permit(b, a);
        }
        cloud.fabric.AddTap(cloud.topology.HostUp({0}),
                            [this](const Ptr<const Packet>& frame) { wire.push_back(frame); });
    }

    static uint32_t Address(uint32_t vm)
    {
        return 0x0a000001 + vm;
    }

    template <class Key, class Value>
    void Write(uint32_t at, TableId table, const Key& key, const Value& value)
    {
        ASSERT_TRUE(ipsec[at].Write(table, ObjectBytes(key), ObjectBytes(value)));
    }

    void Associate(uint32_t from, uint32_t to)
    {
        const AssociationValue key{DrawEspKey(kMacA, kMacB, from * 10 + to)};
        const uint32_t spi = SpiFrom(VnicId{from});
        Write(from,
              kOutboundAssociationTable,
              OutboundAssociationKey{device[to]->GetProviderAddress(), spi},
              key);
        Write(to, kInboundAssociationTable, InboundAssociationKey{spi}, key);
    }

    /// @param selector beside the addresses
    void Permit(uint32_t from, uint32_t to, PolicyKey selector = {})
    {
        const uint32_t spi = SpiFrom(VnicId{from});
        selector.source = 0;
        selector.destination = Address(to);
        Write(from,
              kOutboundPolicyTable,
              selector,
              OutboundPolicyValue{device[to]->GetProviderAddress(), spi});
        selector.source = Address(from);
        selector.destination = 0;
        Write(to, kInboundPolicyTable, selector, InboundPolicyValue{spi});
    }

    void Forbid(uint32_t from, uint32_t to)
    {
        EXPECT_TRUE(
            ipsec[from].Erase(kOutboundPolicyTable, ObjectBytes(PolicyKey{0, Address(to)})));
        EXPECT_TRUE(ipsec[to].Erase(kInboundPolicyTable, ObjectBytes(PolicyKey{Address(from), 0})));
    }

    void Send(uint32_t from, uint32_t to, const Bytes& payload, uint16_t port = kTrafficPort)
    {
        guest[from]->SendUdp(Address(to),
                             3000,
                             port,
                             Create<Packet>(payload.data(), static_cast<uint32_t>(payload.size())));
        Simulator::Run();
    }

    /// @return a datagram in the name of a VM
    Ptr<Packet> Datagram(uint32_t as, uint32_t to) const
    {
        return MakeUdpFrame(VnicMac(VnicId{as}), kGatewayMac, Address(as), Address(to), {1, 2, 3});
    }

    void Inject(uint32_t from, Ptr<Packet> frame)
    {
        device[from]->InjectFrame(std::move(frame));
        Simulator::Run();
    }

    Cloud cloud;
    IpsecStack ipsec[3]{
        IpsecStack(EspMode::kTunnel), IpsecStack(EspMode::kTunnel), IpsecStack(EspMode::kTunnel)};
    Ptr<VnicDevice> device[3];
    Guest* guest[3];
    std::vector<Ptr<const Packet>> wire;
};

TEST_P(IpsecTunnel, LinkedVmsExchangeDatagramsAndTheWireShowsNoneOfThem)
{
    const Bytes ping(64, 0x5a);
    Send(0, 1, ping);
    Send(1, 0, ping);
    EXPECT_THAT(cloud.received,
                ElementsAre(Received{1, Address(0), 3000, kTrafficPort, ping},
                            Received{0, Address(1), 3000, kTrafficPort, ping}));
    EXPECT_THAT(cloud.dropped, IsEmpty());
    ASSERT_THAT(wire, SizeIs(1));
    const auto outer = CheckedFieldsOf(wire.front());
    ASSERT_TRUE(outer);
    EXPECT_EQ(outer->source, device[0]->GetProviderAddress());
    EXPECT_EQ(outer->destination, device[1]->GetProviderAddress());
    EXPECT_EQ(outer->protocol, ipproto::kEsp);
    const size_t inner = headersize::kIpv4 + headersize::kUdp + ping.size();
    EXPECT_EQ(outer->totalLength, inner + overhead::EspTunnel(inner));
    const Bytes seen = BytesOfPacket(wire.front());
    EXPECT_THAT(std::ranges::search(seen, Bytes(4, 0x5a)), IsEmpty());
}

TEST_P(IpsecTunnel, TheLargestPacketFillsTheUnderlaysMtuAndIsInOnePiece)
{
    const Bytes most(overhead::MostInEspTunnel(kUnderlayMtu) - headersize::kIpv4 -
                     headersize::kUdp);
    Send(0, 1, most);
    ASSERT_THAT(cloud.received, SizeIs(1));
    EXPECT_EQ(cloud.received.front().payload, most);
    ASSERT_THAT(wire, SizeIs(1));
    EXPECT_EQ(wire.front()->GetSize(), headersize::kEthernet + kUnderlayMtu);
    Send(0, 1, Bytes(most.size() + 1)); // the guest cuts it, and each part is sealed
    EXPECT_THAT(cloud.received, SizeIs(2));
    EXPECT_THAT(wire, SizeIs(3));
}

TEST_P(IpsecTunnel, WhatHasNoPolicyIsDroppedBeforeItLeaves)
{
    Send(1, 2, {9});
    EXPECT_THAT(cloud.received, IsEmpty());
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_NOT_PERMITTED), 1U);
}

TEST_P(IpsecTunnel, WithoutAKeyAtEitherEndPacketsAreDropped)
{
    const OutboundAssociationKey sealing{device[1]->GetProviderAddress(), SpiFrom(VnicId{0})};
    const InboundAssociationKey opening{SpiFrom(VnicId{0})};
    EXPECT_TRUE(ipsec[1].Erase(kInboundAssociationTable, ObjectBytes(opening)));
    Send(0, 1, {9});
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_NO_ASSOCIATION), 1U);
    EXPECT_THAT(wire, SizeIs(1));
    EXPECT_TRUE(ipsec[0].Erase(kOutboundAssociationTable, ObjectBytes(sealing)));
    Send(0, 1, {9});
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_NO_ASSOCIATION), 2U);
    EXPECT_THAT(wire, SizeIs(1));
    EXPECT_THAT(cloud.received, IsEmpty());
}

TEST_P(IpsecTunnel, OnlyWhoHasTheKeyGetsIn)
{
    Inject(2, Datagram(0, 1)); // to a tenant's address: the provider does not know it
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_NO_ROUTE) + cloud.drops.Count(VNLAB_DROP_NO_PORT), 1U);
    const uint32_t target = device[1]->GetProviderAddress();
    Inject(2,
           MakeUdpFrame(
               VnicMac(VnicId{2}), kGatewayMac, device[0]->GetProviderAddress(), target, {1}));
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_NOT_PERMITTED), 1U); // in clear

    const auto keys = ipsec[2].SealsWith();
    ASSERT_THAT(keys, SizeIs(1));
    const uint32_t spi = SpiFrom(VnicId{0});
    Ptr<Packet> frame = Datagram(0, 1);
    ASSERT_TRUE(
        ipsec[2].Forge({device[0]->GetProviderAddress(), target, spi}, keys.front(), frame));
    Inject(2, frame);
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_NOT_AUTHENTIC), 1U);
    frame = Datagram(0, 1);
    ASSERT_TRUE(ipsec[2].Forge({target, target, SpiFrom(VnicId{2})}, keys.front(), frame));
    Inject(2, frame);
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_NO_ASSOCIATION), 1U);
    EXPECT_THAT(cloud.received, IsEmpty());
}

TEST_P(IpsecTunnel, APeerCannotSpeakForAnother)
{
    const auto keys = ipsec[2].SealsWith();
    const IpsecStack::Outer own{
        device[2]->GetProviderAddress(), device[0]->GetProviderAddress(), SpiFrom(VnicId{2})};
    Ptr<Packet> frame = Datagram(1, 0);
    ASSERT_TRUE(ipsec[2].Forge(own, keys.front(), frame));
    Inject(2, frame);
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_NOT_PERMITTED), 1U);
    EXPECT_THAT(cloud.received, IsEmpty());
    frame = Datagram(2, 0);
    ASSERT_TRUE(ipsec[2].Forge(own, keys.front(), frame));
    Inject(2, frame);
    EXPECT_THAT(cloud.received, SizeIs(1)); // in its own name it can
}

TEST_P(IpsecTunnel, PoliciesNamePortsOfRequestsAndReplies)
{
    Forbid(0, 1);
    Forbid(1, 0);
    for (const PortOf end : {PortOf::kDestination, PortOf::kSource})
    {
        Permit(0, 1, {0, 0, kTrafficPort, ipproto::kUdp, end});
        Permit(1, 0, {0, 0, kTrafficPort, ipproto::kUdp, end});
    }
    Send(0, 1, {1});
    Send(0, 1, {1}, kServicePort);
    EXPECT_THAT(cloud.received, ElementsAre(Received{1, Address(0), 3000, kTrafficPort, {1}}));
    EXPECT_EQ(cloud.drops.Count(VNLAB_DROP_NOT_PERMITTED), 1U);
    guest[1]->SendUdp(Address(0), kTrafficPort, kServicePort, Create<Packet>(1)); // as if a reply
    Simulator::Run();
    EXPECT_THAT(cloud.received, SizeIs(2));

    Permit(0, 1, {0, 0, 0, ipproto::kUdp});
    Send(0, 1, {1}, kServicePort);
    EXPECT_THAT(cloud.received, SizeIs(3));
}

TEST_P(IpsecTunnel, DscpEcnAndDfAreCopiedAndACongestionMarkComesBack)
{
    constexpr uint8_t kTos = 0x28 << 2 | 0x02; // AF, ECT(0)
    Ptr<Packet> frame = MakeUdpFrame(kMacA, kGatewayMac, Address(0), Address(1), {1}, true, kTos);
    device[0]->SendFrame(frame);
    Simulator::Run();
    ASSERT_THAT(wire, SizeIs(1));
    const auto outer = FieldsOf(wire.front());
    EXPECT_EQ(outer->tos, kTos);
    EXPECT_TRUE(outer->dontFragment);

    Ptr<Packet> marked = MakeUdpFrame(kMacA, kGatewayMac, Address(0), Address(1), {1}, false, kTos);
    const auto keys = ipsec[0].SealsWith();
    ASSERT_TRUE(ipsec[0].Forge(
        {device[0]->GetProviderAddress(), device[1]->GetProviderAddress(), SpiFrom(VnicId{0})},
        keys.front(),
        marked));
    Bytes bytes = BytesOfPacket(marked);
    bytes[headersize::kEthernet + 1] |= 0x03; // the outer header is not authenticated
    const auto arriving = Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
    EXPECT_EQ(ipsec[1].Enter(*device[1], arriving), std::nullopt);
    EXPECT_EQ(CheckedFieldsOf(arriving)->tos, kTos | 0x03);
}

/// The IV counts, whatever happens to the associations, so that no nonce comes twice.
TEST_P(IpsecTunnel, SequenceNumbersBeginAnewWithAKeyAndIvsDoNot)
{
    Send(0, 1, {1});
    Send(0, 1, {1});
    Associate(0, 1); // typed again
    Send(0, 1, {1});
    std::vector<std::pair<uint32_t, uint32_t>> seen; // sequence number, end of the IV
    for (const Ptr<const Packet>& frame : wire)
    {
        const Bytes bytes = BytesOfPacket(frame);
        seen.emplace_back(bytes[14 + 20 + 7], bytes[14 + 20 + 15]);
    }
    EXPECT_THAT(seen, ElementsAre(std::pair(1, 1), std::pair(2, 2), std::pair(1, 3)));
}

TEST_P(IpsecTunnel, SealingAndOpeningTakeTimeByPacketsAndBytes)
{
    ipsec[0].SetPrices({.packet_ps = 1000, .byte_ps = 10});
    Send(0, 1, Bytes(100));
    const size_t inner = headersize::kIpv4 + headersize::kUdp + 100;
    const size_t worked = inner + EspPadding(inner) + headersize::kEspTrailer;
    EXPECT_EQ(ipsec[0].LastWork_ps(), static_cast<int64_t>(1000 + 10 * worked));
    EXPECT_EQ(ipsec[0].Work().packets, 1U);
    EXPECT_EQ(ipsec[0].Work().bytes, worked);
    EXPECT_EQ(ipsec[1].Work().bytes, worked);
    EXPECT_EQ(ipsec[1].LastWork_ps(), 0);
}

TEST_P(IpsecTunnel, ClearedStackKnowsNothing)
{
    ipsec[0].Clear();
    Send(0, 1, {1});
    Send(1, 0, {1});
    EXPECT_THAT(cloud.received, IsEmpty());
    EXPECT_THAT(ipsec[0].SealsWith(), IsEmpty());
    EXPECT_FALSE(ipsec[0].Erase(kOutboundPolicyTable, ObjectBytes(PolicyKey{0, Address(1)})));
    EXPECT_FALSE(ipsec[0].Write(TableId::kEncap, {}, {}));
    EXPECT_FALSE(ipsec[0].Write(kOutboundAssociationTable, {}, {}));
}

INSTANTIATE_TEST_SUITE_P(Guests,
                         IpsecTunnel,
                         testing::Values(GuestKind::kLight, GuestKind::kFull),
                         [](const auto& test)
                         { return test.param == GuestKind::kLight ? "Light" : "Full"; });

} // namespace
} // namespace ns3::vnlab::test
