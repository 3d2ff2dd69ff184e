// SPDX-License-Identifier: GPL-2.0-only
#include "test/hook/hook-fixtures.h"

#include <gtest/gtest.h>

namespace ns3::vnlab
{
namespace
{

const Bytes kArp = Join(Ethernet(kBobMac, kAliceMac, 0x0806), Arp(1, kAliceMac, kAlice, {}, kBob));

/// Bob's vNIC, with the program attached and Alice a member.
class WhitelistTest : public testing::Test
{
  protected:
    WhitelistTest()
    {
        m_hooks.Attach(kWhitelistProgram);
        AddMember(m_hooks, kAliceMac, kAlice);
    }

    Outcome Receive(const Bytes& frame)
    {
        return RunHook(m_hooks, HookPoint::kXdp, frame);
    }

    VnicHooks m_hooks;
};

TEST_F(WhitelistTest, MembersIpv4AndArpPassUnchanged)
{
    EXPECT_EQ(Receive(UdpFrame()), Passed(UdpFrame()));
    EXPECT_EQ(Receive(UdpFrame(1472)), Passed(UdpFrame(1472)));
    EXPECT_EQ(Receive(kArp), Passed(kArp));
}

TEST_F(WhitelistTest, FragmentsAndOptionsOfAMemberPass)
{
    Bytes frame = UdpFrame(16, {.fragment = 0x2003, .options = Bytes(8, 1)});
    EXPECT_EQ(Receive(frame), Passed(frame));
}

TEST_F(WhitelistTest, MacAndAddressMustBelongTogether)
{
    AddMember(m_hooks, kGatewayMac, {10, 0, 0, 7});
    Bytes otherAddress = UdpFrame(4, {.source = {10, 0, 0, 7}});
    EXPECT_EQ(Receive(otherAddress), Dropped(VNLAB_DROP_NOT_WHITELISTED, otherAddress));
    Bytes otherMac = UdpFrame();
    otherMac[11] = kGatewayMac[5];
    EXPECT_EQ(Receive(otherMac), Dropped(VNLAB_DROP_NOT_WHITELISTED, otherMac));
    Bytes arp =
        Join(Ethernet(kBobMac, kAliceMac, 0x0806), Arp(2, kAliceMac, {10, 0, 0, 7}, kBobMac, kBob));
    EXPECT_EQ(Receive(arp), Dropped(VNLAB_DROP_NOT_WHITELISTED, arp));
}

TEST_F(WhitelistTest, ArpThatNamesAnotherHardwareAddressIsDropped)
{
    for (size_t byte = 0; byte < 6; ++byte)
    {
        Bytes frame = kArp;
        frame[22 + byte] ^= 0x10;
        EXPECT_EQ(Receive(frame), Dropped(VNLAB_DROP_NOT_WHITELISTED, frame));
    }
}

TEST_F(WhitelistTest, EmptyWhitelistPassesNobody)
{
    VnicHooks hooks;
    hooks.Attach(kWhitelistProgram);
    EXPECT_EQ(RunHook(hooks, HookPoint::kXdp, UdpFrame()),
              Dropped(VNLAB_DROP_NOT_WHITELISTED, UdpFrame()));
}

TEST_F(WhitelistTest, OtherEthertypesAreDroppedEvenFromAMember)
{
    for (uint16_t type : {0x86dd, 0x8100, 0x88a8, 0x0000})
    {
        Bytes frame = Join(Ethernet(kBobMac, kAliceMac, type), Bytes(60));
        EXPECT_EQ(Receive(frame), Dropped(VNLAB_DROP_UNSUPPORTED, frame)) << type;
    }
}

TEST_F(WhitelistTest, ArpForAnythingButIpv4OverEthernetIsDropped)
{
    for (size_t offset : {15, 17, 18, 19})
    {
        Bytes frame = kArp;
        frame[offset] = 9;
        EXPECT_EQ(Receive(frame), Dropped(VNLAB_DROP_UNSUPPORTED, frame)) << offset;
    }
}

TEST_F(WhitelistTest, FrameCutAtAnyByteIsMalformed)
{
    for (const Bytes& whole : {UdpFrame(300), kArp})
    {
        for (size_t length = 0; length < whole.size(); ++length)
        {
            Bytes cut(whole.begin(), whole.begin() + length);
            EXPECT_EQ(Receive(cut), Dropped(VNLAB_DROP_MALFORMED, cut)) << length;
        }
    }
}

TEST_F(WhitelistTest, InconsistentIpv4HeaderIsMalformed)
{
    for (auto [offset, value] : {std::pair{14, 0x65}, {14, 0x44}, {14, 0x4f}, {17, 19}, {17, 33}})
    {
        Bytes frame = UdpFrame();
        frame[offset] = value;
        EXPECT_EQ(Receive(frame), Dropped(VNLAB_DROP_MALFORMED, frame)) << offset << ' ' << value;
    }
}

} // namespace
} // namespace ns3::vnlab
