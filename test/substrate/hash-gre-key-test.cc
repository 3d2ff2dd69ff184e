// SPDX-License-Identifier: GPL-2.0-only
//
// What switches hash of GRE packets: the key where they are told to, and of nothing else.

#include "model/wire/big-endian.h"
#include "test/substrate/fabric-fixture.h"

#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using address_plan::HostAddress;

constexpr Topology kSixteenSpines{.racks = 2, .hostsPerRack = 1, .spines = 16};

/// @return a packet of an IPv4 protocol from host 0 to host 1 with these bytes behind its header
FabricFrame
FrameWith(uint8_t protocol, const std::vector<uint8_t>& payload, uint16_t flagsAndOffset = 0)
{
    OuterIpv4 ip;
    ip.source = HostAddress({0});
    ip.destination = HostAddress({1});
    ip.protocol = protocol;
    ip.l4Length = payload.size();
    std::array<uint8_t, kEthernetIpv4Size> header;
    EXPECT_EQ(WriteEthernetIpv4(header, ip), kEthernetIpv4Size);
    WriteBig16(&header[20], flagsAndOffset);
    const auto packet = Create<Packet>(payload.data(), static_cast<uint32_t>(payload.size()));
    PrependBytes(packet, header);
    std::vector<uint8_t> bytes(packet->GetSize());
    packet->CopyData(bytes.data(), packet->GetSize());
    return vnlab::MakeFabricFrame(packet, *ParseFrame(bytes));
}

/// @return GRE flags, a protocol type, and fields of 4 bytes
std::vector<uint8_t>
GreBytes(uint16_t flags, const std::vector<uint32_t>& fields)
{
    std::vector<uint8_t> bytes(4 + 4 * fields.size());
    WriteBig16(bytes.data(), flags);
    WriteBig16(&bytes[2], ethertype::kTransparentEthernet);
    for (size_t i = 0; i < fields.size(); ++i)
    {
        WriteBig32(&bytes[4 + 4 * i], fields[i]);
    }
    return bytes;
}

uint32_t
HashWithKey(FabricFrame frame)
{
    HashGreKey(frame);
    return frame.flowHash;
}

RC_GTEST_PROP(HashGreKeyTest, ThePortsThatGreLacksAreTheKeys, (uint32_t key))
{
    FrameFields fields;
    fields.isIpv4 = true;
    fields.source = HostAddress({0});
    fields.destination = HostAddress({1});
    fields.protocol = ipproto::kGre;
    fields.sourcePort = static_cast<uint16_t>(key >> 16);
    fields.destinationPort = static_cast<uint16_t>(key);
    const uint32_t hash = FlowHash(fields);
    RC_ASSERT(HashWithKey(FrameWith(ipproto::kGre, GreBytes(0x2000, {key}))) == hash);
    RC_ASSERT(HashWithKey(FrameWith(ipproto::kGre, GreBytes(0x3000, {key, 9}))) == hash);
    RC_ASSERT(HashWithKey(FrameWith(ipproto::kGre, GreBytes(0xa000, {9, key}))) == hash);
}

TEST(HashGreKeyTest, WhatHasNoKeyKeepsItsHash)
{
    const std::vector<uint8_t> keyed = GreBytes(0x2000, {0x12345678});
    const std::vector<uint8_t> cut{keyed.begin(), keyed.end() - 1};
    for (const FabricFrame& frame : {FrameWith(ipproto::kGre, GreBytes(0, {})),
                                     FrameWith(ipproto::kGre, GreBytes(0x8000, {1})),
                                     FrameWith(ipproto::kGre, {}),
                                     FrameWith(ipproto::kGre, cut),
                                     FrameWith(ipproto::kGre, keyed, 0x2000), // more fragments
                                     FrameWith(ipproto::kGre, keyed, 8),      // an offset
                                     FrameWith(ipproto::kUdp, keyed),
                                     FrameWith(ipproto::kEsp, keyed)})
    {
        EXPECT_EQ(HashWithKey(frame), frame.flowHash);
    }
}

class GreFabric : public FabricFixture
{
  protected:
    /// @return how many spines 1,000 packets with different keys go through
    size_t SpinesUsed(bool hashesKeys)
    {
        Fabric& fabric = Build(kSixteenSpines);
        if (hashesKeys)
        {
            fabric.HashGreKeys();
        }
        for (uint32_t key = 0; key < 1000; ++key)
        {
            const FabricFrame frame = FrameWith(ipproto::kGre, GreBytes(0x2000, {key}));
            const std::vector<LinkId> way = fabric.WayOf({0}, frame);
            const uint64_t before = fabric.Link(way[1]).Frames();
            fabric.SendFromHost({0}, frame);
            Simulator::Run();
            EXPECT_EQ(fabric.Link(way[1]).Frames(), before + 1) << "it went another way";
        }
        EXPECT_EQ(arrivals.size(), 1000u);
        size_t used = 0;
        for (uint32_t spine = 0; spine < kSixteenSpines.spines; ++spine)
        {
            used += fabric.Link(kSixteenSpines.LeafUp({0}, spine)).Frames() > 0 ? 1 : 0;
        }
        return used;
    }
};

TEST_F(GreFabric, TwoHostsUseOneSpineWhateverTheKey)
{
    EXPECT_EQ(SpinesUsed(false), 1u);
}

TEST_F(GreFabric, TwoHostsUseAllSpinesWhereTheKeyIsHashed)
{
    EXPECT_EQ(SpinesUsed(true), 16u);
}

} // namespace
} // namespace ns3::vnlab::test
