// SPDX-License-Identifier: GPL-2.0-only
//
// Hosts that seal their tunnels with a key of each pair of identities: what is on the wire, what is opened again, and
// what is not.

#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/esp-frame.h"
#include "model/dataplane/identity-ipsec.h"
#include "model/dataplane/vtep.h"
#include "model/ip/packet-fields.h"
#include "model/wire/arp-frame.h"
#include "model/wire/big-endian.h"
#include "model/wire/protocol-numbers.h"
#include "test/dataplane/cloud.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <set>

namespace ns3::vnlab::test
{
namespace
{

using testing::IsEmpty;
using testing::SizeIs;
using namespace address_plan;

constexpr uint32_t kVms = 3;
constexpr UuidBytes kUuids[kVms]{{1}, {2}, {3}};
constexpr uint32_t kAddresses[kVms]{kA, kB, kC};
constexpr uint32_t kSpi = 4096;

EspKey
KeyFrom(uint32_t from, uint32_t to)
{
    return DrawEspKey(kUuids[from], kUuids[to], 7);
}

/// A, B and C on a host each, in one segment; whoever is linked may say everything.
class IdentityIpsecTest : public testing::Test
{
  public:
    IdentityIpsecTest()
        : m_cloud({.racks = kVms + 1, .hostsPerRack = 1, .spines = 1})
    {
        for (uint32_t host = 0; host <= kVms; ++host)
        {
            auto filter = std::make_unique<IdentityFilter>();
            auto ipsec = std::make_unique<IdentityIpsec>(*filter, HostId{host});
            m_vteps.push_back(&m_cloud.AddSwitch<Vtep>(
                host, *FindEncapsulation("vxlan"), false, std::move(filter)));
            m_vteps.back()->Seal(std::move(ipsec));
            m_cloud.fabric.AddTap(m_cloud.topology.HostUp({host}),
                                  [this, host](const Ptr<const Packet>& frame)
                                  { m_wire[host].push_back(BytesOfPacket(frame)); });
        }
        for (uint32_t vm = 0; vm < kVms; ++vm)
        {
            Plug(vm, vm);
        }
    }

    void Plug(uint32_t vm, uint32_t host)
    {
        m_devices[vm] = m_cloud.AddVnic(*m_vteps[host], vm);
        m_devices[vm]->SetSink(&m_guests[vm]);
        WriteEntry(*m_vteps[host],
                   TableId::kPortSegment,
                   PortSegmentKey{VnicId{vm}},
                   PortSegmentValue{kSegment});
        WriteIdentity(host, vm);
    }

    void WriteIdentity(uint32_t host, uint32_t vm)
    {
        WriteEntry(*m_vteps[host],
                   TableId::kIdentity,
                   SegmentMacKey{kSegment, MacOf(vm)},
                   IdentityValue{kUuids[vm], kAddresses[vm]});
    }

    /// What a host needs of a link but its keys. @param where the peer is
    void Permit(uint32_t host, uint32_t own, uint32_t peer, uint32_t where)
    {
        WriteIdentity(host, peer);
        WriteEntry(*m_vteps[host],
                   TableId::kFdb,
                   SegmentMacKey{kSegment, MacOf(peer)},
                   FdbValue{HostAddress(HostId{where})});
        for (const auto& [from, to] : {std::pair(own, peer), std::pair(peer, own)})
        {
            WriteEntry(*m_vteps[host],
                       TableId::kPermit,
                       PermitKey{kUuids[from], kUuids[to]},
                       PermitValue{});
        }
    }

    bool WriteOutbound(uint32_t host, uint32_t from, uint32_t to, const EspKey& key)
    {
        return WriteEntry(*m_vteps[host],
                          kOutboundPairTable,
                          IdentityPair{kUuids[from], kUuids[to]},
                          OutboundPairValue{kSpi, key});
    }

    static InboundPairKey Inbound(uint32_t from, uint32_t to)
    {
        return {kSpi, {kUuids[from], kUuids[to]}};
    }

    bool WriteInbound(uint32_t host, uint32_t from, uint32_t to, const EspKey& key)
    {
        return WriteEntry(
            *m_vteps[host], kInboundPairTable, Inbound(from, to), InboundPairValue{key});
    }

    /// A link with its keys, each VM being on its host. All have one SPI.
    void Link(uint32_t a, uint32_t b)
    {
        for (const auto& [own, peer] : {std::pair(a, b), std::pair(b, a)})
        {
            Permit(own, own, peer, peer);
            WriteOutbound(own, own, peer, KeyFrom(own, peer));
            WriteInbound(own, peer, own, KeyFrom(peer, own));
        }
    }

    static MacBytes MacOf(uint32_t vm)
    {
        return VnicMac(VnicId{vm});
    }

    static Ptr<Packet> FrameFrom(uint32_t from, uint32_t to, size_t size = 20)
    {
        return MakeUdpFrame(
            MacOf(from), MacOf(to), kAddresses[from], kAddresses[to], Bytes(size, 0x55));
    }

    void Send(uint32_t from, const Ptr<Packet>& frame)
    {
        m_devices[from]->SendFrame(frame);
        Simulator::Run();
    }

    void ExpectDropped(DropReason reason)
    {
        ASSERT_THAT(m_cloud.dropped, SizeIs(1));
        EXPECT_EQ(m_cloud.dropped.front().reason, reason);
    }

    Cloud m_cloud;
    std::vector<Vtep*> m_vteps;
    Ptr<VnicDevice> m_devices[kVms];
    FrameRecorder m_guests[kVms];
    std::vector<Bytes> m_wire[kVms + 1]; // as the hosts sent it
};

TEST_F(IdentityIpsecTest, WhatArrivesIsWhatWasSent)
{
    Link(0, 1);
    const Ptr<Packet> frame = FrameFrom(0, 1);
    const Bytes sent = BytesOfPacket(frame);
    Send(0, frame);
    EXPECT_THAT(m_guests[1].frames, testing::ElementsAre(sent));
    EXPECT_THAT(m_cloud.dropped, IsEmpty());
}

TEST_F(IdentityIpsecTest, OnTheWireAreTwoHostsAnSpiAndNothingThatWasSaid)
{
    Link(0, 1);
    const Ptr<Packet> frame = FrameFrom(0, 1);
    const Bytes inside = BytesOfPacket(frame);
    Send(0, frame);
    ASSERT_THAT(m_wire[0], SizeIs(1));
    Bytes wire = m_wire[0].front();
    const auto fields = ParseFrame(wire);
    ASSERT_TRUE(fields && fields->isIpv4);
    EXPECT_EQ(fields->protocol, ipproto::kEsp);
    EXPECT_EQ(fields->source, HostAddress(HostId{0}));
    EXPECT_EQ(fields->destination, HostAddress(HostId{1}));
    EXPECT_EQ(ReadBig32(&wire[34]), kSpi);
    EXPECT_EQ(ReadBig32(&wire[38]), 1U); // sequence number
    // Outer Ethernet, IPv4, UDP, VXLAN: 50. ESP header, IV, trailer and ICV: 34. UDP, VXLAN, frame and trailer fill
    // words of four bytes.
    const size_t sealed = 16 + inside.size() + 2;
    EXPECT_EQ(wire.size(), inside.size() + 50 + 34 + (4 - sealed % 4) % 4);
    EXPECT_EQ(m_vteps[0]->Work(Population::kTraffic).overheadBytes, wire.size() - inside.size());
    const auto found = std::ranges::search(wire, std::span(inside).subspan(14, 8));
    EXPECT_TRUE(found.empty());

    const std::span esp = std::span(wire).subspan(34);
    const auto opened = OpenEsp(esp, KeyFrom(0, 1));
    ASSERT_TRUE(opened);
    EXPECT_EQ(opened->fields.nextHeader, ipproto::kUdp);
    EXPECT_EQ(Bytes(opened->payload.begin() + 16, opened->payload.end()), inside);
}

TEST_F(IdentityIpsecTest, NoTwoHostsEverUseAnIvTwice)
{
    Link(0, 1);
    for (int i = 0; i < 3; ++i)
    {
        Send(0, FrameFrom(0, 1));
    }
    // A moves to host 3; its key goes with it.
    m_vteps[0]->Detach(VnicId{0});
    Plug(0, 3);
    Permit(3, 0, 1, 1);
    WriteOutbound(3, 0, 1, KeyFrom(0, 1));
    for (int i = 0; i < 3; ++i)
    {
        Send(0, FrameFrom(0, 1));
    }
    EXPECT_THAT(m_guests[1].frames, SizeIs(6));
    std::set<Bytes> ivs;
    for (const uint32_t host : {0, 3})
    {
        for (const Bytes& wire : m_wire[host])
        {
            ivs.insert(Bytes(wire.begin() + 42, wire.begin() + 50));
        }
    }
    EXPECT_THAT(ivs, SizeIs(6));
}

TEST_F(IdentityIpsecTest, WhatComesInClearIsNotTaken)
{
    Link(0, 1);
    m_vteps[0]->Seal(nullptr);
    Send(0, FrameFrom(0, 1));
    EXPECT_THAT(m_guests[1].frames, IsEmpty());
    ExpectDropped(VNLAB_DROP_NOT_PERMITTED);
}

TEST_F(IdentityIpsecTest, WithoutAKeyNothingLeaves)
{
    Permit(0, 0, 1, 1);
    Permit(1, 1, 0, 0);
    Send(0, FrameFrom(0, 1));
    ExpectDropped(VNLAB_DROP_NO_ASSOCIATION);
    EXPECT_THAT(m_wire[0], IsEmpty());
}

TEST_F(IdentityIpsecTest, WithoutTheSpiNothingIsOpened)
{
    Link(0, 1);
    EXPECT_TRUE(m_vteps[1]->Erase(kInboundPairTable, ObjectBytes(Inbound(0, 1))));
    EXPECT_FALSE(m_vteps[1]->Erase(kInboundPairTable, ObjectBytes(Inbound(0, 1))));
    Send(0, FrameFrom(0, 1));
    ExpectDropped(VNLAB_DROP_NO_ASSOCIATION);
    EXPECT_EQ(m_vteps[1]->Work(Population::kTraffic).sealed, 1U);
    EXPECT_EQ(m_vteps[1]->Work(Population::kTraffic).sealedBytes, 0U);
}

TEST_F(IdentityIpsecTest, AnotherKeyIsNotAuthentic)
{
    Link(0, 1);
    WriteOutbound(0, 0, 1, KeyFrom(1, 0));
    Send(0, FrameFrom(0, 1));
    ExpectDropped(VNLAB_DROP_NOT_AUTHENTIC);
}

/// Host 1 is owned by somebody who has B's keys: they open doors to B's peers as B, and as nobody else.
TEST_F(IdentityIpsecTest, AKeySpeaksForNobodyElse)
{
    Link(0, 1);
    Link(0, 2);
    const auto sealedFor2 = [this](const MacBytes& from)
    {
        Ptr<Packet> frame =
            MakeUdpFrame(from, MacOf(0), kAddresses[2], kAddresses[0], Bytes(20, 0x66));
        FabricFrame outer =
            FindEncapsulation("vxlan")->Encapsulate(frame,
                                                    *FieldsOf(frame),
                                                    {ToBytes(m_vteps[1]->GetUplink()->GetMac()),
                                                     m_vteps[1]->GetUplink()->LeafMac(),
                                                     HostAddress(HostId{1}),
                                                     HostAddress(HostId{0})},
                                                    kSegment,
                                                    1);
        SealInTransport(outer.packet,
                        *FieldsOf(outer.packet),
                        {.spi = kSpi, .sequence = 1, .iv = 1},
                        KeyFrom(1, 0));
        return outer.packet;
    };
    m_vteps[1]->SendFromHost(sealedFor2(MacOf(2)));
    Simulator::Run();
    EXPECT_THAT(m_guests[0].frames, IsEmpty());
    ExpectDropped(VNLAB_DROP_NOT_PERMITTED);
}

/// All pairs here have one SPI: the key decides.
TEST_F(IdentityIpsecTest, PairsWithOneSpiAreToldApart)
{
    Link(0, 1);
    Link(0, 2);
    Send(1, FrameFrom(1, 0));
    Send(2, FrameFrom(2, 0));
    EXPECT_THAT(m_guests[0].frames, SizeIs(2));
    EXPECT_THAT(m_cloud.dropped, IsEmpty());
}

TEST_F(IdentityIpsecTest, ChangedBitsAreNoticedWhereverTheyAre)
{
    Link(0, 1);
    Send(0, FrameFrom(0, 1));
    const Bytes wire = m_wire[0].front();
    m_guests[1].frames.clear();
    for (size_t at = 34; at < wire.size(); at += 7)
    {
        Bytes changed = wire;
        changed[at] ^= 0x10;
        m_vteps[0]->SendFromHost(
            Create<Packet>(changed.data(), static_cast<uint32_t>(changed.size())));
    }
    Simulator::Run();
    EXPECT_THAT(m_guests[1].frames, IsEmpty());
    EXPECT_THAT(m_cloud.dropped, SizeIs((wire.size() - 34 + 6) / 7));
}

TEST_F(IdentityIpsecTest, ABroadcastHasNoAssociation)
{
    Link(0, 1);
    m_vteps[0]->Write(TableId::kFlood, ObjectBytes(FloodKey{kSegment, HostAddress(HostId{1})}), {});
    Send(0,
         MakeArpFrame({.senderMac = MacOf(0), .sender = kAddresses[0], .target = kAddresses[2]}));
    ExpectDropped(VNLAB_DROP_NO_ASSOCIATION);
}

TEST_F(IdentityIpsecTest, LargePacketsTravelInFragments)
{
    Link(0, 1);
    const Ptr<Packet> frame = FrameFrom(0, 1, 3000);
    const Bytes sent = BytesOfPacket(frame);
    m_vteps[0]->GetUplink()->SetMtu(1500);
    Send(0, frame);
    EXPECT_THAT(m_wire[0], SizeIs(3));
    EXPECT_THAT(m_guests[1].frames, testing::ElementsAre(sent));
}

/// B has left host 1 for host 3, and A's host does not know it yet.
class SealedRedirectTest : public IdentityIpsecTest
{
  public:
    SealedRedirectTest()
    {
        Link(0, 1);
        m_vteps[1]->Detach(VnicId{1});
        Plug(1, 3);
        Permit(3, 1, 0, 0);
        WriteInbound(3, 0, 1, KeyFrom(0, 1));
        Redirect();
    }

    void Redirect()
    {
        m_vteps[1]->Redirect(VnicId{1},
                             {.vni = kSegment,
                              .mac = MacOf(1),
                              .from = VnicAddress(HostId{1}, 2),
                              .to = VnicAddress(HostId{3}, 2),
                              .until = Time::Max()});
    }

    void ExpectSentOn(bool isExpected)
    {
        m_guests[1].frames.clear();
        Send(0, FrameFrom(0, 1));
        EXPECT_THAT(m_guests[1].frames, SizeIs(isExpected ? 1 : 0));
    }
};

TEST_F(SealedRedirectTest, WhatIsSentOnStaysSealedAsItCame)
{
    ExpectSentOn(true);
    ASSERT_THAT(m_wire[1], SizeIs(1));
    const Bytes& first = m_wire[0].back();
    const Bytes& again = m_wire[1].front();
    EXPECT_EQ(Bytes(again.begin() + 34, again.end()), Bytes(first.begin() + 34, first.end()));
}

TEST_F(SealedRedirectTest, AnErasedAssociationServesForThatAndNothingElse)
{
    EXPECT_TRUE(m_vteps[1]->Erase(kInboundPairTable, ObjectBytes(Inbound(0, 1))));
    for (const uint32_t vm : {0, 1}) // nor does the host know any more whose addresses these are
    {
        m_vteps[1]->Erase(TableId::kIdentity, ObjectBytes(SegmentMacKey{kSegment, MacOf(vm)}));
    }
    ExpectSentOn(true);
    m_vteps[1]->EndRedirect(VnicId{1});
    ExpectSentOn(false);
    ExpectDropped(VNLAB_DROP_NO_ASSOCIATION);
}

TEST_F(SealedRedirectTest, ItIsForgottenWithTheNextThatIsErased)
{
    m_vteps[1]->Erase(kInboundPairTable, ObjectBytes(Inbound(0, 1)));
    m_vteps[1]->EndRedirect(VnicId{1});
    WriteInbound(1, 2, 1, KeyFrom(2, 1));
    m_vteps[1]->Erase(kInboundPairTable, ObjectBytes(Inbound(2, 1)));
    Redirect();
    ExpectSentOn(false);
}

TEST(IdentityIpsecRules, BytesOfOtherSizesAreRefused)
{
    IdentityFilter filter;
    IdentityIpsec ipsec(filter, HostId{1});
    EXPECT_FALSE(ipsec.Write(kOutboundPairTable, {}, {}));
    EXPECT_FALSE(ipsec.Write(kInboundPairTable, {}, {}));
    EXPECT_FALSE(ipsec.Erase(kOutboundPairTable, {}, false));
    EXPECT_FALSE(ipsec.Erase(kInboundPairTable, {}, false));
    EXPECT_FALSE(ipsec.Write(TableId::kFdb, {}, {}));
}

} // namespace
} // namespace ns3::vnlab::test
