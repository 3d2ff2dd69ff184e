// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/host-stack.h"
#include "model/wire/protocol-numbers.h"

#include <gtest/gtest.h>
#include <optional>

namespace ns3::vnlab::test
{
namespace
{

constexpr uint32_t kOwn = 1;
constexpr uint32_t kAlias = 2;
constexpr uint32_t kStranger = 3;
constexpr uint16_t kPort = 7;

/// Notes at which address it got a frame.
class NotingSink : public StackSink
{
  public:
    void ReceivePacket(uint32_t address, const Ptr<const Packet>&) override
    {
        got = address;
    }

    std::optional<uint32_t> got;
};

FrameFields
Tcp(uint32_t destination, uint16_t port = kPort)
{
    FrameFields fields;
    fields.isIpv4 = true;
    fields.destination = destination;
    fields.protocol = ipproto::kTcp;
    fields.destinationPort = port;
    return fields;
}

class HostStackTest : public testing::Test
{
  protected:
    HostStackTest()
    {
        m_stack.Listen({HostStack::kOwnAddress, ipproto::kTcp, kPort}, m_own);
        m_stack.Listen({kAlias, ipproto::kTcp, kPort}, m_alias);
    }

    bool Deliver(const FrameFields& fields) const
    {
        return m_stack.Deliver(kOwn, fields, Create<Packet>());
    }

    HostStack m_stack;
    NotingSink m_own;
    NotingSink m_alias;
};

TEST_F(HostStackTest, SinkGetsWhatGoesToItsAddressProtocolAndPort)
{
    EXPECT_TRUE(Deliver(Tcp(kAlias)));
    EXPECT_EQ(m_alias.got, kAlias);
    EXPECT_EQ(m_own.got, std::nullopt);
}

TEST_F(HostStackTest, OwnAddressIsThatOfTheMachine)
{
    EXPECT_TRUE(Deliver(Tcp(kOwn)));
    EXPECT_EQ(m_own.got, kOwn);
    EXPECT_TRUE(m_stack.Deliver(kStranger, Tcp(kStranger), Create<Packet>()));
    EXPECT_EQ(m_own.got, kStranger);
}

TEST_F(HostStackTest, NobodyGetsWhatGoesElsewhere)
{
    EXPECT_FALSE(Deliver(Tcp(kStranger)));
    EXPECT_FALSE(Deliver(Tcp(HostStack::kOwnAddress)));
    EXPECT_FALSE(Deliver(Tcp(kOwn, kPort + 1)));
    FrameFields udp = Tcp(kOwn);
    udp.protocol = ipproto::kUdp;
    EXPECT_FALSE(Deliver(udp));
    EXPECT_FALSE(Deliver({}));
    EXPECT_EQ(m_own.got, std::nullopt);
    EXPECT_EQ(m_alias.got, std::nullopt);
}

TEST_F(HostStackTest, WhoListensLaterReplacesWhoDid)
{
    m_stack.Listen({HostStack::kOwnAddress, ipproto::kTcp, kPort}, m_alias);
    EXPECT_TRUE(Deliver(Tcp(kOwn)));
    EXPECT_EQ(m_alias.got, kOwn);
}

} // namespace
} // namespace ns3::vnlab::test
