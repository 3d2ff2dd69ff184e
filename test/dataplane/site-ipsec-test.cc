// SPDX-License-Identifier: GPL-2.0-only
//
// The IPsec of data centers' edges: what one end seals the other opens, and nobody else's.

#include "model/dataplane/site-ipsec.h"
#include "model/ip/packet-fields.h"
#include "model/wire/protocol-numbers.h"
#include "model/wire/tunnel-overhead.h"
#include "test/dataplane/cloud.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

constexpr AddressRange kBehindSender{0x64400000, 0x644000ff};
constexpr AddressRange kBehindReceiver{0x64400100, 0x644001ff};
constexpr uint32_t kEdge = 0xc613f000;
constexpr uint32_t kOtherEdge = 0xc613f001;
constexpr uint32_t kSiteSpi = 300;
constexpr EspKey kSiteKey{.key = {1, 2, 3}, .salt = {4, 5, 6, 7}};
constexpr SiteIpsec::Way kSenderWay{{2, 1}, {2, 2}, kEdge};

template <class Key, class Value>
bool
WriteTo(SiteIpsec& end, TableId table, const Key& key, const Value& value)
{
    return end.Write(table,
                     {reinterpret_cast<const uint8_t*>(&key), sizeof(key)},
                     {reinterpret_cast<const uint8_t*>(&value), sizeof(value)});
}

/// An end that seals for those there, and one that opens what comes from those here.
struct SiteTunnelEnds
{
    SiteTunnelEnds()
    {
        EXPECT_TRUE(WriteTo(sender,
                            kSiteSealTable,
                            SiteSealKey{kBehindReceiver},
                            SiteSealValue{kOtherEdge, kSiteSpi, kSiteKey}));
        EXPECT_TRUE(WriteTo(receiver,
                            kSiteOpenTable,
                            SiteOpenKey{kSiteSpi},
                            SiteOpenValue{kBehindSender, kSiteKey}));
    }

    SiteIpsec sender;
    SiteIpsec receiver;
};

Ptr<Packet>
SiteFrame(uint32_t source, uint32_t destination, uint32_t bytes)
{
    return MakeUdpFrame(kMacA, kMacB, source, destination, Bytes(bytes));
}

/// @return the IPv4 packet of a frame
Bytes
Content(const Ptr<const Packet>& frame)
{
    const Bytes bytes = BytesOfPacket(frame);
    return {bytes.begin() + headersize::kEthernet, bytes.end()};
}

std::variant<Ptr<Packet>, DropReason>
SealedBy(SiteIpsec& by, const Ptr<const Packet>& frame)
{
    return by.Seal(frame, *FieldsOf(frame), kSenderWay);
}

std::variant<OpenedFrame, DropReason>
OpenedBy(const SiteIpsec& by, const Ptr<const Packet>& frame)
{
    return by.Open(frame, *FieldsOf(frame));
}

RC_GTEST_PROP(SiteIpsec, WhatIsSealedIsOpenedToTheVeryPacketAndIsAsLongAsEspSays, ())
{
    SiteTunnelEnds ends;
    const uint32_t source = *rc::gen::inRange(kBehindSender.first, kBehindSender.last + 1);
    const uint32_t destination = *rc::gen::inRange(kBehindReceiver.first, kBehindReceiver.last + 1);
    const Ptr<Packet> frame = SiteFrame(source, destination, *rc::gen::inRange(0u, 2'000u));
    const auto sealed = std::get<Ptr<Packet>>(SealedBy(ends.sender, frame));
    const auto outer = FieldsOf(sealed);
    const size_t inner = frame->GetSize() - headersize::kEthernet;
    RC_ASSERT(sealed->GetSize() == frame->GetSize() + overhead::EspTunnel(inner));
    RC_ASSERT(outer->protocol == ipproto::kEsp);
    RC_ASSERT(outer->source == kEdge && outer->destination == kOtherEdge);
    const auto opened = std::get<OpenedFrame>(OpenedBy(ends.receiver, sealed));
    RC_ASSERT(Content(opened.frame) == Content(frame));
    RC_ASSERT(opened.fields.source == source);
}

RC_GTEST_PROP(SiteIpsec, WhoChangesAByteOfItIsFoundOut, ())
{
    SiteTunnelEnds ends;
    const Ptr<Packet> frame = SiteFrame(kBehindSender.first, kBehindReceiver.first, 100);
    const auto sealed = std::get<Ptr<Packet>>(SealedBy(ends.sender, frame));
    Bytes bytes = BytesOfPacket(sealed);
    constexpr size_t spiEnds = headersize::kEthernet + headersize::kIpv4 + 4;
    bytes[*rc::gen::inRange(spiEnds, bytes.size())] ^= *rc::gen::inRange<uint8_t>(1, 255);
    const auto opened =
        OpenedBy(ends.receiver, Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())));
    RC_ASSERT(std::get<DropReason>(opened) == VNLAB_DROP_NOT_AUTHENTIC);
}

TEST(SiteIpsec, OneSiteCannotSendInAnothersName)
{
    SiteTunnelEnds ends;
    for (const uint32_t source :
         {kBehindSender.first - 1, kBehindSender.last + 1, kBehindReceiver.first})
    {
        const auto sealed = std::get<Ptr<Packet>>(
            SealedBy(ends.sender, SiteFrame(source, kBehindReceiver.first, 10)));
        EXPECT_EQ(std::get<DropReason>(OpenedBy(ends.receiver, sealed)), VNLAB_DROP_NOT_PERMITTED);
    }
}

TEST(SiteIpsec, WithoutAKeyNothingIsSealedOrOpened)
{
    SiteTunnelEnds ends;
    for (const uint32_t destination :
         {kBehindReceiver.first - 1, kBehindReceiver.last + 1, kBehindSender.first})
    {
        const auto sealed = SealedBy(ends.sender, SiteFrame(kBehindSender.first, destination, 10));
        EXPECT_EQ(std::get<DropReason>(sealed), VNLAB_DROP_NO_ASSOCIATION);
    }
    const auto sealed = std::get<Ptr<Packet>>(
        SealedBy(ends.sender, SiteFrame(kBehindSender.first, kBehindReceiver.last, 10)));
    EXPECT_EQ(std::get<DropReason>(OpenedBy(ends.sender, sealed)), VNLAB_DROP_NO_ASSOCIATION);
    ends.receiver.Clear();
    EXPECT_EQ(std::get<DropReason>(OpenedBy(ends.receiver, sealed)), VNLAB_DROP_NO_ASSOCIATION);
}

/// The key is the same again: then its IVs must not be.
TEST(SiteIpsec, AKeyThatIsTypedAnewSeesNoIvTwice)
{
    SiteTunnelEnds ends;
    const Ptr<Packet> frame = SiteFrame(kBehindSender.first, kBehindReceiver.first, 10);
    const auto ivOf = [&]
    {
        const auto sealed = std::get<Ptr<Packet>>(SealedBy(ends.sender, frame));
        const Bytes bytes = Content(sealed);
        return Bytes(bytes.begin() + 28, bytes.begin() + 36);
    };
    const auto before = ivOf();
    const SiteSealKey to{kBehindReceiver};
    EXPECT_TRUE(ends.sender.Erase(kSiteSealTable, PlainBytes(to)));
    EXPECT_FALSE(ends.sender.Erase(kSiteSealTable, PlainBytes(to)));
    WriteTo(ends.sender,
            kSiteSealTable,
            SiteSealKey{kBehindReceiver},
            SiteSealValue{kOtherEdge, kSiteSpi, kSiteKey});
    EXPECT_NE(ivOf(), before);
}

TEST(SiteIpsec, TakesNoBytesOfAnotherSize)
{
    SiteIpsec end;
    EXPECT_FALSE(WriteTo(end, kSiteSealTable, SiteOpenKey{1}, SiteSealValue{}));
    EXPECT_FALSE(WriteTo(end, kSiteOpenTable, SiteOpenKey{1}, SiteSealKey{}));
    EXPECT_FALSE(WriteTo(end, kStationTable, SiteOpenKey{1}, SiteOpenValue{}));
    const SiteOpenKey unknown{1};
    EXPECT_FALSE(end.Erase(kSiteOpenTable, PlainBytes(unknown)));
    EXPECT_FALSE(end.Erase(kStationTable, PlainBytes(unknown)));
}

/// What is not a packet of ESP that is opened ends where it is, with a reason.
TEST(SiteIpsec, ShortPacketsAndFragmentsAreRefused)
{
    SiteTunnelEnds ends;
    const auto sealed = std::get<Ptr<Packet>>(
        SealedBy(ends.sender, SiteFrame(kBehindSender.first, kBehindReceiver.first, 10)));
    const FrameFields whole = *FieldsOf(sealed);
    FrameFields fragment = whole;
    fragment.moreFragments = true;
    EXPECT_EQ(std::get<DropReason>(ends.receiver.Open(sealed, fragment)), VNLAB_DROP_UNSUPPORTED);
    FrameFields longer = whole;
    ++longer.totalLength;
    EXPECT_EQ(std::get<DropReason>(ends.receiver.Open(sealed, longer)), VNLAB_DROP_UNSUPPORTED);
    FrameFields shorter = whole;
    shorter.totalLength = 20 + 33; // ESP has 34 bytes at least
    EXPECT_EQ(std::get<DropReason>(ends.receiver.Open(sealed, shorter)), VNLAB_DROP_MALFORMED);
}

} // namespace
} // namespace ns3::vnlab::test
