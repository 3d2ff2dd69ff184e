// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/tunnel-overhead.h"
#include "test/wire/encapsulation.h"

#include <gtest/gtest.h>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

// The numbers of the design, apart from how they come about.
static_assert(overhead::kVxlan == 50);
static_assert(overhead::Geneve(0) == 50);
static_assert(overhead::kNvgre == 42);
static_assert(overhead::kIpInIp == 20);
static_assert(overhead::Mpls(1) == 4);
static_assert(overhead::kDot1q == 4);
static_assert(overhead::kEspTunnelWithoutPadding == 54);
static_assert(overhead::kEspTransportWithoutPadding == 34);

/// Inner frames of four sizes in a row, so that ESP needs each length of padding.
class TunnelOverhead : public ::testing::TestWithParam<uint32_t>
{
  protected:
    size_t AddedBy(Ptr<const Packet> outer) const
    {
        return outer->GetSize() - m_frame->GetSize();
    }

    Ptr<Packet> m_frame = EchoFrame(GetParam());
};

} // namespace

TEST_P(TunnelOverhead, IsWhatRealPacketsGrowBy)
{
    EXPECT_EQ(AddedBy(InVxlan(m_frame, 1)), overhead::kVxlan);
    EXPECT_EQ(AddedBy(InNvgre(m_frame, 1, 0)), overhead::kNvgre);
    EXPECT_EQ(AddedBy(InIpInIp(m_frame)), overhead::kIpInIp);
    EXPECT_EQ(AddedBy(InDot1q(m_frame, 1, 0)), overhead::kDot1q);
    EXPECT_EQ(AddedBy(InMpls(m_frame, {16})), overhead::Mpls(1));
    EXPECT_EQ(AddedBy(InMpls(m_frame, {16, 17, 18})), overhead::Mpls(3));
}

TEST_P(TunnelOverhead, OfGeneveCountsItsOptions)
{
    GeneveHeader geneve;
    EXPECT_EQ(AddedBy(InGeneve(m_frame, geneve)), overhead::Geneve(0));
    geneve.AddOption({0x0102, 0x80, std::vector<uint8_t>(8)});
    EXPECT_EQ(AddedBy(InGeneve(m_frame, geneve)), overhead::Geneve(12));
}

TEST_P(TunnelOverhead, OfEspCountsItsPadding)
{
    const size_t ipv4Size = m_frame->GetSize() - headersize::kEthernet;
    EXPECT_EQ(AddedBy(InEsp(m_frame, 256, 1)), overhead::EspTunnel(ipv4Size));
}

INSTANTIATE_TEST_SUITE_P(InnerSizes, TunnelOverhead, ::testing::Values(56, 57, 58, 59));

TEST(EspTunnel, Adds54AndUpToThreeBytesOfPadding)
{
    EXPECT_EQ(overhead::EspTunnel(86), 54u); // 86 + 2 is a multiple of 4
    EXPECT_EQ(overhead::EspTunnel(85), 55u);
    EXPECT_EQ(overhead::EspTunnel(84), 56u);
    EXPECT_EQ(overhead::EspTunnel(87), 57u);
}

/// An implementation apart from this one computed these: outer less inner size, by inner size.
TEST(EspTunnel, AgreesWithTheClosedForms)
{
    for (const size_t inner : {40, 84, 576, 1400, 1500})
    {
        EXPECT_EQ(overhead::EspTunnel(inner), 56u);
    }
    EXPECT_EQ(overhead::MostInEspTunnel(1500), 1446u);
}

TEST(EspTunnel, TheMostFitsAndOneByteMoreDoesNot)
{
    for (size_t mtu = 56; mtu < 9100; ++mtu)
    {
        const size_t most = overhead::MostInEspTunnel(mtu);
        EXPECT_LE(most + overhead::EspTunnel(most), mtu);
        EXPECT_GT(most + 1 + overhead::EspTunnel(most + 1), mtu);
    }
}

TEST(EspTransport, Adds34AndUpToThreeBytesOfPadding)
{
    EXPECT_EQ(overhead::EspTransport(86), 34u);
    EXPECT_EQ(overhead::EspTransport(85), 35u);
    EXPECT_EQ(overhead::EspTransport(84), 36u);
    EXPECT_EQ(overhead::EspTransport(87), 37u);
}

TEST(EspTransport, TheMostFitsAndOneByteMoreDoesNot)
{
    const auto sealed = [](size_t packet) { return packet + overhead::EspTransport(packet - 20); };
    for (size_t mtu = 60; mtu < 9100; ++mtu)
    {
        const size_t most = overhead::MostInEspTransport(mtu);
        EXPECT_LE(sealed(most), mtu);
        EXPECT_GT(sealed(most + 1), mtu);
    }
}

} // namespace ns3::vnlab::test
