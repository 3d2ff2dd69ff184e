// SPDX-License-Identifier: GPL-2.0-only
#include "test/hook/hook-fixtures.h"

#include <gtest/gtest.h>
#include <set>

namespace ns3::vnlab
{
namespace
{

constexpr vnlab_tunnel_protocol kEncapsulations[] = {
    VNLAB_TUNNEL_VXLAN, VNLAB_TUNNEL_NVGRE, VNLAB_TUNNEL_IPIP};

/// Alice's vNIC, with the program attached and one rule for Bob.
class EncapsulateTest : public testing::Test
{
  protected:
    EncapsulateTest()
    {
        m_hooks.Attach(kEncapsulateProgram);
    }

    Outcome Send(const Bytes& frame)
    {
        return RunHook(m_hooks, HookPoint::kTcEgress, frame);
    }

    void Use(vnlab_tunnel_protocol protocol)
    {
        AddEncapsulation(m_hooks, protocol);
    }

    VnicHooks m_hooks;
};

uint16_t
Word(const Bytes& frame, size_t offset)
{
    return frame.at(offset) << 8 | frame.at(offset + 1);
}

const Bytes kArpRequest = Join(Ethernet({0xff, 0xff, 0xff, 0xff, 0xff, 0xff}, kAliceMac, 0x0806),
                               Arp(1, kAliceMac, kAlice, {}, kBob));
const Bytes kArpReply =
    Join(Ethernet(kBobMac, kAliceMac, 0x0806), Arp(2, kAliceMac, kAlice, kBobMac, kBob));

TEST_F(EncapsulateTest, VxlanFrameIsExact)
{
    Use(VNLAB_TUNNEL_VXLAN);
    Bytes inner = Hex("0200000000b0 0200000000a1 0800"
                      "4500 0020 1234 4000 40 11 1497 0a000001 0a000002"
                      "1388 1389 000c 0000 00010203");
    ASSERT_EQ(UdpFrame(4), inner);
    Bytes outer = Hex("0200000000fe 0200000000a1 0800"
                      "4500 0052 0000 0000 40 11 f947 c0a80001 c0a80002"
                      "9f1f 12b5 003e 0000"
                      "08000000 12345600");
    EXPECT_EQ(Send(inner), Passed(Join(outer, inner)));
}

TEST_F(EncapsulateTest, NvgreFrameIsExact)
{
    Use(VNLAB_TUNNEL_NVGRE);
    Bytes outer = Hex("0200000000fe 0200000000a1 0800"
                      "4500 004a 0000 0000 40 2f f931 c0a80001 c0a80002"
                      "2000 6558 12345648");
    EXPECT_EQ(Send(UdpFrame(4)), Passed(Join(outer, UdpFrame(4))));
}

TEST_F(EncapsulateTest, IpipFrameIsExact)
{
    Use(VNLAB_TUNNEL_IPIP);
    Bytes expected = Hex("0200000000fe 0200000000a1 0800"
                         "4500 0034 0000 0000 40 04 f972 c0a80001 c0a80002"
                         "4500 0020 1234 4000 40 11 1497 0a000001 0a000002"
                         "1388 1389 000c 0000 00010203");
    EXPECT_EQ(Send(UdpFrame(4)), Passed(expected));
}

TEST_F(EncapsulateTest, OverheadIs50And42And20)
{
    constexpr size_t kOverheads[] = {50, 42, 20};
    for (size_t payload : {0, 1, 100, 1472, 8972})
    {
        Bytes frame = UdpFrame(payload);
        for (size_t i = 0; i < 3; ++i)
        {
            Use(kEncapsulations[i]);
            EXPECT_EQ(Send(frame).frame.size(), frame.size() + kOverheads[i]);
        }
    }
}

TEST_F(EncapsulateTest, TailBeyondTheLinearPartIsCountedInTheLengths)
{
    Use(VNLAB_TUNNEL_VXLAN);
    Outcome out = Send(UdpFrame(1472)); // an inner packet of 1500 bytes
    EXPECT_EQ(Word(out.frame, 16), 1550);
    EXPECT_EQ(Word(out.frame, 38), 1530);
}

TEST_F(EncapsulateTest, OuterChecksumIsRightForEveryTunnelAndLength)
{
    for (vnlab_tunnel_protocol protocol : kEncapsulations)
    {
        Use(protocol);
        for (size_t payload = 0; payload < 1400; payload += 7)
        {
            Bytes out = Send(UdpFrame(payload)).frame;
            EXPECT_EQ(InternetChecksum({out.begin() + 14, out.begin() + 34}), 0);
        }
    }
}

TEST_F(EncapsulateTest, IdentificationCountsPacketsAndWraps)
{
    Use(VNLAB_TUNNEL_NVGRE);
    for (uint32_t expected = 0; expected < 0x10002; ++expected)
    {
        ASSERT_EQ(Word(Send(UdpFrame(0)).frame, 18), expected & 0xffff);
    }
}

TEST_F(EncapsulateTest, EcnIsCopiedAndCeBecomesEct0AndDscpIsNotCopied)
{
    Use(VNLAB_TUNNEL_IPIP);
    for (auto [inner, outer] : {std::pair{0xb8, 0}, {0xb9, 1}, {0xba, 2}, {0xbb, 2}})
    {
        Bytes out = Send(UdpFrame(0, {.tos = static_cast<uint8_t>(inner)})).frame;
        EXPECT_EQ(out[15], outer);
        EXPECT_EQ(out[35], inner) << "the inner header stays as it was";
    }
}

TEST_F(EncapsulateTest, NoTunnelPassesIpv4AndArpUnchanged)
{
    Use(VNLAB_TUNNEL_NONE);
    EXPECT_EQ(Send(UdpFrame()), Passed(UdpFrame()));
    EXPECT_EQ(Send(kArpRequest), Passed(kArpRequest));
}

TEST_F(EncapsulateTest, DestinationWithoutRuleIsDropped)
{
    EXPECT_EQ(Send(UdpFrame()), Dropped(VNLAB_DROP_NO_TUNNEL, UdpFrame()));
    EXPECT_EQ(Send(kArpRequest), Dropped(VNLAB_DROP_NO_TUNNEL, kArpRequest));
}

TEST_F(EncapsulateTest, RuleWithUnknownProtocolIsDropped)
{
    Use(static_cast<vnlab_tunnel_protocol>(4));
    EXPECT_EQ(Send(UdpFrame()), Dropped(VNLAB_DROP_UNSUPPORTED, UdpFrame()));
}

TEST_F(EncapsulateTest, ArpTravelsInVxlanAsAnyFrame)
{
    Use(VNLAB_TUNNEL_VXLAN);
    for (const Bytes& arp : {kArpRequest, kArpReply})
    {
        Outcome out = Send(arp);
        EXPECT_EQ(out.verdict, HookVerdict::kPass);
        EXPECT_EQ(Word(out.frame, 16), 36 + 42);
        EXPECT_EQ(Bytes(out.frame.begin() + 50, out.frame.end()), arp);
    }
}

TEST_F(EncapsulateTest, ArpTravelsInNvgreAsAnyFrame)
{
    Use(VNLAB_TUNNEL_NVGRE);
    Outcome out = Send(kArpRequest);
    EXPECT_EQ(out.verdict, HookVerdict::kPass);
    EXPECT_EQ(Bytes(out.frame.begin() + 42, out.frame.end()), kArpRequest);
}

TEST_F(EncapsulateTest, ArpRequestOverIpipIsAnsweredWithThePeersMac)
{
    Use(VNLAB_TUNNEL_IPIP);
    Bytes reply = Hex("0200000000a1 0200000000b0 0806"
                      "0001 0800 06 04 0002 0200000000b0 0a000002 0200000000a1 0a000001");
    EXPECT_EQ(Send(kArpRequest), (Outcome{HookVerdict::kAnswer, VNLAB_DROP_REASON_COUNT, reply}));
}

TEST_F(EncapsulateTest, ArpPaddingSurvivesTheAnswer)
{
    Use(VNLAB_TUNNEL_IPIP);
    Bytes padded = kArpRequest;
    padded.resize(60, 0x5a);
    Bytes out = Send(padded).frame;
    EXPECT_EQ(Bytes(out.begin() + 42, out.end()), Bytes(18, 0x5a));
}

TEST_F(EncapsulateTest, ArpReplyOverIpipIsDropped)
{
    Use(VNLAB_TUNNEL_IPIP);
    EXPECT_EQ(Send(kArpReply), Dropped(VNLAB_DROP_UNSUPPORTED, kArpReply));
}

TEST_F(EncapsulateTest, OtherArpIsDropped)
{
    Use(VNLAB_TUNNEL_VXLAN);
    for (size_t offset : {15, 17, 18, 19, 21})
    {
        Bytes frame = kArpRequest;
        frame[offset] = 9; // hardware type, protocol type, their lengths, operation
        EXPECT_EQ(Send(frame), Dropped(VNLAB_DROP_UNSUPPORTED, frame)) << offset;
    }
}

TEST_F(EncapsulateTest, OtherEthertypesAreDropped)
{
    Use(VNLAB_TUNNEL_VXLAN);
    for (uint16_t type : {0x86dd, 0x8100, 0x88a8, 0x88cc, 0x0000})
    {
        Bytes frame = Join(Ethernet(kBobMac, kAliceMac, type), Bytes(60, 0x45));
        EXPECT_EQ(Send(frame), Dropped(VNLAB_DROP_UNSUPPORTED, frame)) << type;
    }
}

TEST_F(EncapsulateTest, Ipv4ToAGroupIsDropped)
{
    Use(VNLAB_TUNNEL_VXLAN);
    for (uint8_t first : {0xff, 0x01, 0x33})
    {
        Bytes frame = UdpFrame();
        frame[0] = first;
        EXPECT_EQ(Send(frame), Dropped(VNLAB_DROP_UNSUPPORTED, frame));
    }
}

TEST_F(EncapsulateTest, FrameCutAtAnyByteIsMalformed)
{
    for (vnlab_tunnel_protocol protocol : kEncapsulations)
    {
        Use(protocol);
        for (const Bytes& whole : {UdpFrame(), kArpRequest})
        {
            for (size_t length = 0; length < whole.size(); ++length)
            {
                Bytes cut(whole.begin(), whole.begin() + length);
                EXPECT_EQ(Send(cut), Dropped(VNLAB_DROP_MALFORMED, cut)) << length;
            }
        }
    }
}

TEST_F(EncapsulateTest, InconsistentIpv4HeaderIsMalformed)
{
    Use(VNLAB_TUNNEL_VXLAN);
    for (auto [offset, value] : {std::pair{14, 0x65}, {14, 0x44}, {14, 0x4f}, {17, 19}, {17, 33}})
    {
        Bytes frame = UdpFrame();
        frame[offset] = value; // version, header length (too small, past the end), total length
        EXPECT_EQ(Send(frame), Dropped(VNLAB_DROP_MALFORMED, frame)) << offset << ' ' << value;
    }
}

TEST_F(EncapsulateTest, IpOptionsTravelAlong)
{
    Bytes frame = UdpFrame(4, {.options = Bytes(40, 1)});
    for (vnlab_tunnel_protocol protocol : kEncapsulations)
    {
        Use(protocol);
        Bytes out = Send(frame).frame;
        EXPECT_EQ(Bytes(out.end() - 72, out.end()), Bytes(frame.end() - 72, frame.end()));
    }
}

TEST_F(EncapsulateTest, IpipLeavesEthernetPaddingOutsideThePacket)
{
    Use(VNLAB_TUNNEL_IPIP);
    Bytes frame = UdpFrame(0);
    frame.resize(60);
    Bytes out = Send(frame).frame;
    EXPECT_EQ(Word(out, 16), 20 + 28);
    EXPECT_EQ(out.size(), 80);
}

TEST_F(EncapsulateTest, LongestOuterPacketIs65535Bytes)
{
    constexpr size_t kHeaders = 42; // Ethernet, IPv4, UDP of UdpFrame
    constexpr size_t kAdded[] = {36, 28, 20 - 14};
    for (size_t i = 0; i < 3; ++i)
    {
        Use(kEncapsulations[i]);
        size_t longest = 65535 - kAdded[i] - kHeaders;
        EXPECT_EQ(Word(Send(UdpFrame(longest)).frame, 16), 65535);
        Bytes frame = UdpFrame(longest + 1);
        EXPECT_EQ(Send(frame), Dropped(VNLAB_DROP_MTU_EXCEEDED, frame));
    }
}

TEST_F(EncapsulateTest, SourcePortDependsOnTheFlowOnly)
{
    Use(VNLAB_TUNNEL_VXLAN);
    std::set<uint16_t> ports;
    for (int port = 0; port < 256; ++port)
    {
        Bytes frame = UdpFrame();
        frame[35] = port;
        uint16_t source = Word(Send(frame).frame, 34);
        EXPECT_GE(source, 32768);
        EXPECT_LE(source, 60999);
        frame[45] ^= 1; // payload
        EXPECT_EQ(Word(Send(frame).frame, 34), source);
        ports.insert(source);
    }
    EXPECT_GT(ports.size(), 240) << "flows spread";
}

TEST_F(EncapsulateTest, FragmentsOfOnePacketShareASourcePort)
{
    Use(VNLAB_TUNNEL_VXLAN);
    uint16_t first = Word(Send(UdpFrame(8, {.fragment = 0x2000})).frame, 34);
    uint16_t later = Word(Send(UdpFrame(99, {.fragment = 0x0002})).frame, 34);
    Bytes otherBytes = UdpFrame(8, {.fragment = 0x0001});
    otherBytes[35] ^= 0xff; // payload where a first fragment has its port
    EXPECT_EQ(first, later);
    EXPECT_EQ(Word(Send(otherBytes).frame, 34), first);
}

} // namespace
} // namespace ns3::vnlab
