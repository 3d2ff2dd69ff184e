// SPDX-License-Identifier: GPL-2.0-only
//
// IPsec in transport mode: what is behind a packet's IPv4 header is sealed between tenants' addresses, byte for
// byte what it was when it is opened; what has no policy passes.

#include "model/dataplane/ipsec-stack.h"
#include "model/ip/packet-fields.h"
#include "model/wire/protocol-numbers.h"
#include "test/dataplane/cloud.h"

#include <gtest/gtest.h>
#include <optional>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

constexpr std::optional<DropReason> kGoesThrough = std::nullopt;

/// A and B have an association each way; C has none.
class EspTransportTest : public testing::Test
{
  public:
    EspTransportTest()
        : m_device{MakeDevice(0, kA), MakeDevice(1, kB)}
    {
        for (const uint32_t from : {0, 1})
        {
            const uint32_t to = 1 - from;
            const uint32_t spi = SpiFrom(VnicId{from});
            EspKey key;
            key.key.fill(static_cast<uint8_t>(from + 1));
            Write(from, kOutboundPolicyTable, PolicyKey{0, kEnds[to]}, OutboundPolicyValue{0, spi});
            Write(from,
                  kOutboundAssociationTable,
                  OutboundAssociationKey{kEnds[to], spi},
                  AssociationValue{key});
            Write(to, kInboundPolicyTable, PolicyKey{kEnds[from], 0}, InboundPolicyValue{spi});
            Write(to, kInboundAssociationTable, InboundAssociationKey{spi}, AssociationValue{key});
        }
    }

    static Ptr<Packet> FromA(uint32_t to, const Bytes& payload)
    {
        return MakeUdpFrame(kMacA, kMacB, kA, to, payload);
    }

    std::optional<DropReason> Leave(const Ptr<Packet>& frame)
    {
        return m_ipsec[0].Leave(*m_device[0], frame);
    }

    std::optional<DropReason> Enter(const Ptr<Packet>& frame)
    {
        return m_ipsec[1].Enter(*m_device[1], frame);
    }

    IpsecStack& At(uint32_t vm)
    {
        return m_ipsec[vm];
    }

  private:
    static constexpr uint32_t kEnds[]{kA, kB};

    Ptr<VnicDevice> MakeDevice(uint32_t vm, uint32_t address)
    {
        const Ptr<VnicDevice> device = CreateObject<VnicDevice>();
        device->Configure(VnicId{vm},
                          ToMac48(address_plan::VnicMac(VnicId{vm})),
                          address_plan::VnicAddress(HostId{vm}, 1),
                          m_drops);
        device->SetGuestAddress(address);
        return device;
    }

    template <class Key, class Value>
    void Write(uint32_t at, TableId table, const Key& key, const Value& value)
    {
        EXPECT_TRUE(m_ipsec[at].Write(table, ObjectBytes(key), ObjectBytes(value)));
    }

    DropLog m_drops;
    IpsecStack m_ipsec[2]{IpsecStack(EspMode::kTransport), IpsecStack(EspMode::kTransport)};
    Ptr<VnicDevice> m_device[2];
};

TEST_F(EspTransportTest, APacketOfAnyLengthComesOutAsItWentIn)
{
    for (size_t size = 0; size < 70; ++size)
    {
        const Ptr<Packet> frame = FromA(kB, Bytes(size, 0x5a));
        const Bytes before = BytesOfPacket(frame);
        ASSERT_EQ(Leave(frame), kGoesThrough);
        const Bytes sealed = BytesOfPacket(frame);
        const FrameFields fields = CheckedFieldsOf(frame).value();
        EXPECT_EQ(fields.protocol, ipproto::kEsp);
        EXPECT_EQ(fields.source, kA);
        EXPECT_EQ(fields.destination, kB);
        EXPECT_EQ(sealed.size(),
                  before.size() + overhead::EspTransport(8 + size)); // UDP's header, too
        EXPECT_EQ((sealed.size() - before.size() - 34) % 4, (4 - (8 + size + 2) % 4) % 4);
        ASSERT_EQ(Enter(frame), kGoesThrough);
        EXPECT_EQ(BytesOfPacket(frame), before);
    }
}

TEST_F(EspTransportTest, NoPlaintextIsInWhatLeaves)
{
    const Ptr<Packet> frame = FromA(kB, Bytes(64, 0x5a));
    ASSERT_EQ(Leave(frame), kGoesThrough);
    const Bytes sealed = BytesOfPacket(frame);
    EXPECT_LT(std::ranges::count(sealed, 0x5a), 8);
}

TEST_F(EspTransportTest, WhatHasAPolicyMayNotComeInClearNorInAnothersName)
{
    EXPECT_EQ(Enter(FromA(kB, Bytes(10))), VNLAB_DROP_NOT_PERMITTED);
    const Ptr<Packet> inCsName = MakeUdpFrame(kMacA, kMacB, kC, kB, Bytes(10));
    ASSERT_TRUE(At(0).Forge(
        {kC, kB, SpiFrom(VnicId{0})}, {kB, SpiFrom(VnicId{0})}, inCsName)); // with A's key
    EXPECT_EQ(Enter(inCsName), VNLAB_DROP_NOT_PERMITTED);
    const Ptr<Packet> unknown = FromA(kB, Bytes(10));
    ASSERT_TRUE(At(0).Forge({kA, kB, SpiFrom(VnicId{7})}, {kB, SpiFrom(VnicId{0})}, unknown));
    EXPECT_EQ(Enter(unknown), VNLAB_DROP_NO_ASSOCIATION);
    const Ptr<Packet> changed = FromA(kB, Bytes(10));
    ASSERT_EQ(Leave(changed), kGoesThrough);
    Bytes bytes = BytesOfPacket(changed);
    bytes.back() ^= 1;
    EXPECT_EQ(Enter(Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()))),
              VNLAB_DROP_NOT_AUTHENTIC);
}

TEST_F(EspTransportTest, WhatHasNoPolicyPassesAsItIsButToTheVmItself)
{
    const Ptr<Packet> toC = FromA(kC, Bytes(10));
    const Bytes before = BytesOfPacket(toC);
    EXPECT_EQ(Leave(toC), kGoesThrough);
    EXPECT_EQ(BytesOfPacket(toC), before);
    EXPECT_EQ(Enter(MakeUdpFrame(kMacA, kMacB, kC, kA, Bytes(10))), kGoesThrough); // B passes it on
    EXPECT_EQ(Enter(MakeUdpFrame(kMacA, kMacB, kC, kB, Bytes(10))), VNLAB_DROP_NOT_PERMITTED);
    const Ptr<Packet> sealedForC = MakeUdpFrame(kMacA, kMacB, kA, kC, Bytes(10));
    ASSERT_TRUE(At(0).Forge({kA, kC, 300}, {kB, SpiFrom(VnicId{0})}, sealedForC));
    EXPECT_EQ(Enter(sealedForC), kGoesThrough);
}

TEST_F(EspTransportTest, AFragmentIsNotSealed)
{
    const Ptr<Packet> whole = FromA(kB, Bytes(100));
    Bytes bytes = BytesOfPacket(whole);
    bytes[20] = 0x20; // more fragments; who looks at the checksum comes later
    EXPECT_EQ(Leave(Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()))),
              VNLAB_DROP_UNSUPPORTED);
}

} // namespace
} // namespace ns3::vnlab::test
