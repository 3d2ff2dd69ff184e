// SPDX-License-Identifier: GPL-2.0-only
#include "test/hook/hook-fixtures.h"

#include <gtest/gtest.h>

namespace ns3::vnlab
{
namespace
{

/// What lies between the outer IPv4 header and what the tunnel carries.
Bytes
TunnelHeader(vnlab_tunnel_protocol protocol, size_t innerLength)
{
    if (protocol == VNLAB_TUNNEL_VXLAN)
    {
        Bytes header = Hex("d431 12b5 0000 0000 08000000 12345600");
        header[4] = (16 + innerLength) >> 8;
        header[5] = (16 + innerLength) & 0xff;
        return header;
    }
    return protocol == VNLAB_TUNNEL_NVGRE ? Hex("2000 6558 123456 5a") : Bytes{};
}

/// A tunnel packet from Alice's host as the gateway delivers it to Bob's vNIC.
Bytes
Tunnelled(vnlab_tunnel_protocol protocol, const Bytes& frame, Ipv4Fields outer = {})
{
    outer.source = kAliceHost;
    outer.destination = kBobHost;
    outer.protocol = protocol == VNLAB_TUNNEL_VXLAN ? 17 : protocol == VNLAB_TUNNEL_NVGRE ? 47 : 4;
    size_t start = protocol == VNLAB_TUNNEL_IPIP ? 14 : 0;
    Bytes inner(frame.begin() + start, frame.end());
    Bytes payload = Join(TunnelHeader(protocol, inner.size()), inner);
    return Join(Ethernet(kBobMac, kGatewayMac, 0x0800), Ipv4(outer, payload));
}

constexpr vnlab_tunnel_protocol kTunnels[] = {
    VNLAB_TUNNEL_VXLAN, VNLAB_TUNNEL_NVGRE, VNLAB_TUNNEL_IPIP};

/// Bob's vNIC, with the program attached and the tunnels from Alice's host known.
class DecapsulateTest : public testing::Test
{
  protected:
    DecapsulateTest()
    {
        m_hooks.Attach(kDecapsulateProgram);
        AddDecapsulation(m_hooks, VNLAB_TUNNEL_VXLAN, kVni);
        AddDecapsulation(m_hooks, VNLAB_TUNNEL_NVGRE, kVni);
        AddDecapsulation(m_hooks, VNLAB_TUNNEL_IPIP, 0);
    }

    Outcome Receive(const Bytes& frame)
    {
        return RunHook(m_hooks, HookPoint::kXdp, frame);
    }

    VnicHooks m_hooks;
};

TEST_F(DecapsulateTest, VxlanGivesTheInnerFrame)
{
    Bytes frame = Hex("0200000000b0 0200000000fe 0800"
                      "4500 0052 0000 0000 40 11 f947 c0a80001 c0a80002"
                      "d431 12b5 003e 0000 08000000 12345600"
                      "0200000000b0 0200000000a1 0800"
                      "4500 0020 1234 4000 40 11 1497 0a000001 0a000002"
                      "1388 1389 000c 0000 00010203");
    EXPECT_EQ(Receive(frame), Passed(UdpFrame(4)));
}

TEST_F(DecapsulateTest, NvgreGivesTheInnerFrameWhateverTheFlowId)
{
    Bytes frame = Hex("0200000000b0 0200000000fe 0800"
                      "4500 004a 0000 0000 40 2f f931 c0a80001 c0a80002"
                      "2000 6558 123456 5a");
    EXPECT_EQ(Receive(Join(frame, UdpFrame(4))), Passed(UdpFrame(4)));
    frame.back() = 0;
    EXPECT_EQ(Receive(Join(frame, UdpFrame(4))), Passed(UdpFrame(4)));
}

TEST_F(DecapsulateTest, IpipGivesTheInnerPacketFromThePeersMac)
{
    Bytes inner = UdpFrame(4);
    Bytes frame = Join(Hex("0200000000b0 0200000000fe 0800"
                           "4500 0034 0000 0000 40 04 f972 c0a80001 c0a80002"),
                       Bytes(inner.begin() + 14, inner.end()));
    EXPECT_EQ(Receive(frame), Passed(inner));
}

TEST_F(DecapsulateTest, OuterIpOptionsAreRemovedToo)
{
    for (vnlab_tunnel_protocol protocol : kTunnels)
    {
        for (size_t options : {4, 20, 40})
        {
            Bytes frame = Tunnelled(protocol, UdpFrame(1400), {.options = Bytes(options, 1)});
            EXPECT_EQ(Receive(frame), Passed(UdpFrame(1400)));
        }
    }
}

TEST_F(DecapsulateTest, UnknownTunnelsAreDropped)
{
    for (vnlab_tunnel_protocol protocol : kTunnels)
    {
        Bytes frame = Tunnelled(protocol, UdpFrame());
        frame[29] = 9; // another host
        EXPECT_EQ(Receive(frame), Dropped(VNLAB_DROP_UNKNOWN_TUNNEL, frame));
    }
    Bytes vxlan = Tunnelled(VNLAB_TUNNEL_VXLAN, UdpFrame());
    vxlan[48] ^= 1; // another VNI
    EXPECT_EQ(Receive(vxlan), Dropped(VNLAB_DROP_UNKNOWN_TUNNEL, vxlan));
    Bytes nvgre = Tunnelled(VNLAB_TUNNEL_NVGRE, UdpFrame());
    nvgre[40] ^= 1; // another VSID
    EXPECT_EQ(Receive(nvgre), Dropped(VNLAB_DROP_UNKNOWN_TUNNEL, nvgre));
}

TEST_F(DecapsulateTest, WhatIsNoTunnelPassesUnchanged)
{
    Bytes otherPort = Tunnelled(VNLAB_TUNNEL_VXLAN, UdpFrame());
    otherPort[37] = 0xb4; // port 4788
    Bytes noVni = Tunnelled(VNLAB_TUNNEL_VXLAN, UdpFrame());
    noVni[42] = 0; // flag I clear
    Bytes sequence = Tunnelled(VNLAB_TUNNEL_NVGRE, UdpFrame());
    sequence[34] = 0x30; // GRE with a sequence number
    Bytes greIpv4 = Tunnelled(VNLAB_TUNNEL_NVGRE, UdpFrame());
    greIpv4[36] = 0x08;
    greIpv4[37] = 0x00; // GRE that carries IPv4
    Bytes tcp = UdpFrame(20, {.protocol = 6});
    Bytes arp = Join(Ethernet(kBobMac, kAliceMac, 0x0806), Arp(1, kAliceMac, kAlice, {}, kBob));
    Bytes ipv6 = Join(Ethernet(kBobMac, kAliceMac, 0x86dd), Bytes(40, 0x60));
    Bytes tagged = Join(Ethernet(kBobMac, kAliceMac, 0x8100), Bytes(46));
    for (const Bytes& frame : {otherPort, noVni, sequence, greIpv4, tcp, arp, ipv6, tagged})
    {
        EXPECT_EQ(Receive(frame), Passed(frame));
    }
}

TEST_F(DecapsulateTest, FragmentsOfTunnelPacketsAreDropped)
{
    for (vnlab_tunnel_protocol protocol : kTunnels)
    {
        for (uint16_t fragment : {0x2000, 0x2001, 0x0001})
        {
            Bytes frame = Tunnelled(protocol, UdpFrame(), {.fragment = fragment});
            EXPECT_EQ(Receive(frame), Dropped(VNLAB_DROP_UNSUPPORTED, frame));
        }
    }
}

TEST_F(DecapsulateTest, OtherUdpIsDroppedOnlyAsALaterFragment)
{
    Bytes first = UdpFrame(8, {.fragment = 0x2000});
    Bytes later = UdpFrame(8, {.fragment = 0x0002});
    EXPECT_EQ(Receive(first), Passed(first));
    EXPECT_EQ(Receive(later), Dropped(VNLAB_DROP_UNSUPPORTED, later));
}

TEST_F(DecapsulateTest, FrameCutAtAnyByteIsMalformed)
{
    for (vnlab_tunnel_protocol protocol : kTunnels)
    {
        Bytes whole = Tunnelled(protocol, UdpFrame(), {.options = Bytes(4, 1)});
        for (size_t length = 0; length < whole.size(); ++length)
        {
            Bytes cut(whole.begin(), whole.begin() + length);
            EXPECT_EQ(Receive(cut), Dropped(VNLAB_DROP_MALFORMED, cut)) << length;
        }
    }
}

// The outer headers agree with each other, but what they carry ends too early.
TEST_F(DecapsulateTest, CarriedFrameCutInItsHeadersIsMalformed)
{
    for (vnlab_tunnel_protocol protocol : kTunnels)
    {
        size_t headers = 34; // Ethernet and IPv4
        size_t needed = protocol == VNLAB_TUNNEL_IPIP ? headers : 0;
        for (size_t length = protocol == VNLAB_TUNNEL_IPIP ? 14 : 0; length <= headers; ++length)
        {
            Bytes inner = UdpFrame();
            inner.resize(length);
            Bytes frame = Tunnelled(protocol, inner);
            bool malformed = needed ? length < needed : length < headers;
            EXPECT_EQ(Receive(frame),
                      malformed ? Dropped(VNLAB_DROP_MALFORMED, frame) : Passed(inner))
                << length;
        }
    }
}

/// Lets the outer packet end `carried` bytes after the tunnel's headers; the rest becomes padding.
void
EndAfter(Bytes& frame, vnlab_tunnel_protocol protocol, size_t carried)
{
    size_t length = 20 + TunnelHeader(protocol, 0).size() + carried;
    frame[16] = length >> 8;
    frame[17] = length & 0xff;
    if (protocol == VNLAB_TUNNEL_VXLAN)
    {
        frame[38] = 0;
        frame[39] = 16 + carried;
    }
}

TEST_F(DecapsulateTest, PaddingIsNotTakenForCarriedHeaders)
{
    Bytes arp = Join(Ethernet(kBobMac, kAliceMac, 0x0806), Arp(2, kAliceMac, kAlice, {}, kBob));
    for (vnlab_tunnel_protocol protocol : kTunnels)
    {
        bool ethernet = protocol != VNLAB_TUNNEL_IPIP;
        for (size_t carried = 0; carried < (ethernet ? 34 : 20); ++carried)
        {
            Bytes frame = Tunnelled(protocol, UdpFrame());
            EndAfter(frame, protocol, carried);
            EXPECT_EQ(Receive(frame), Dropped(VNLAB_DROP_MALFORMED, frame)) << carried;
        }
        for (size_t carried = 0; ethernet && carried < 14; ++carried)
        {
            Bytes frame = Tunnelled(protocol, arp);
            EndAfter(frame, protocol, carried);
            EXPECT_EQ(Receive(frame), Dropped(VNLAB_DROP_MALFORMED, frame)) << carried;
        }
    }
}

TEST_F(DecapsulateTest, PaddingIsNotTakenForTunnelHeaders)
{
    for (uint8_t length = 20; length < 28; ++length)
    {
        Bytes udp = UdpFrame(); // no tunnel, but its UDP header is cut
        udp[17] = length;
        EXPECT_EQ(Receive(udp), Dropped(VNLAB_DROP_MALFORMED, udp)) << int(length);
        Bytes gre = UdpFrame(4, {.protocol = 47});
        gre[17] = length;
        EXPECT_EQ(Receive(gre), Dropped(VNLAB_DROP_MALFORMED, gre)) << int(length);
    }
}

TEST_F(DecapsulateTest, InconsistentOuterHeaderIsMalformed)
{
    for (auto [offset, value] : {std::pair{14, 0x65}, {14, 0x44}, {17, 19}, {16, 0xff}})
    {
        Bytes frame = Tunnelled(VNLAB_TUNNEL_VXLAN, UdpFrame());
        frame[offset] = value; // version, header length, total length (too small, too large)
        EXPECT_EQ(Receive(frame), Dropped(VNLAB_DROP_MALFORMED, frame)) << offset;
    }
    for (uint8_t length : {0, 15, 63})
    {
        Bytes frame = Tunnelled(VNLAB_TUNNEL_VXLAN, UdpFrame(4)); // a UDP length of 62
        frame[39] = length;
        EXPECT_EQ(Receive(frame), Dropped(VNLAB_DROP_MALFORMED, frame)) << int(length);
    }
}

TEST_F(DecapsulateTest, IpipThatCarriesAnotherVersionIsMalformed)
{
    Bytes inner = UdpFrame();
    inner[14] = 0x65;
    Bytes frame = Tunnelled(VNLAB_TUNNEL_IPIP, inner);
    EXPECT_EQ(Receive(frame), Dropped(VNLAB_DROP_MALFORMED, frame));
}

TEST_F(DecapsulateTest, CarriedArpAndIpv6ComeOut)
{
    Bytes arp = Join(Ethernet(kBobMac, kAliceMac, 0x0806), Arp(2, kAliceMac, kAlice, {}, kBob));
    Bytes ipv6 = Join(Ethernet(kBobMac, kAliceMac, 0x86dd), Bytes(40, 0x60));
    for (vnlab_tunnel_protocol protocol : {VNLAB_TUNNEL_VXLAN, VNLAB_TUNNEL_NVGRE})
    {
        EXPECT_EQ(Receive(Tunnelled(protocol, arp, {.tos = 3})), Passed(arp));
        EXPECT_EQ(Receive(Tunnelled(protocol, ipv6)), Passed(ipv6));
    }
}

// RFC 6040 figure 4: the row is the inner ECN field, the column the outer one; -1 is a drop.
TEST_F(DecapsulateTest, EcnIsCombinedAsRfc6040Says)
{
    constexpr int kFigure4[4][4] = {{0, 0, 0, -1}, {1, 1, 1, 3}, {2, 1, 2, 3}, {3, 3, 3, 3}};
    for (vnlab_tunnel_protocol protocol : kTunnels)
    {
        for (uint8_t inner = 0; inner < 4; ++inner)
        {
            for (uint8_t outer = 0; outer < 4; ++outer)
            {
                auto withEcn = [](int ecn)
                { return UdpFrame(4, {.tos = static_cast<uint8_t>(0xb8 | ecn)}); };
                Bytes frame = Tunnelled(protocol, withEcn(inner), {.tos = outer});
                int ecn = kFigure4[inner][outer];
                EXPECT_EQ(Receive(frame),
                          ecn < 0 ? Dropped(VNLAB_DROP_MALFORMED, frame) : Passed(withEcn(ecn)))
                    << int(inner) << ' ' << int(outer);
            }
        }
    }
}

TEST_F(DecapsulateTest, ChecksumStaysRightWhateverTheHeader)
{
    for (uint32_t id = 0; id < 0x10000; id += 13)
    {
        auto with = [id](uint8_t tos)
        { return UdpFrame(0, {.tos = tos, .identification = static_cast<uint16_t>(id)}); };
        ASSERT_EQ(Receive(Tunnelled(VNLAB_TUNNEL_IPIP, with(2), {.tos = 3})), Passed(with(3)));
    }
}

} // namespace
} // namespace ns3::vnlab
