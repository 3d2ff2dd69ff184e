// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/map-message.h"
#include "model/rule/tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;

std::vector<uint8_t>
BytesOfPacket(const Ptr<const Packet>& packet)
{
    std::vector<uint8_t> bytes(packet->GetSize());
    packet->CopyData(bytes.data(), packet->GetSize());
    return bytes;
}

MapMessage
Reply()
{
    MapMessage reply{.kind = MapMessage::Kind::kReply,
                     .nonce = 0x0102030405060708,
                     .asker = VnicId{9},
                     .table = TableId::kPortAddress,
                     .key = RuleBytes::From(PortAddressKey{0x04030201})};
    reply.rules.Append(RuleKey{{}, TableId::kPortAddress, RuleBytes::From(PortAddressKey{5})});
    return reply;
}

TEST(MapMessageTest, BytesAreThoseOfTheFormat)
{
    EXPECT_THAT(BytesOfPacket(Reply().Encode()),
                ElementsAre(2,
                            3,
                            4,
                            0,
                            1,
                            2,
                            3,
                            4,
                            5,
                            6,
                            7,
                            8,
                            0,
                            0,
                            0,
                            9, // header
                            1,
                            2,
                            3,
                            4, // key
                            0,
                            3,
                            4,
                            0,
                            5,
                            0,
                            0,
                            0)); // what goes
}

TEST(MapMessageTest, EveryCutButAfterTheKeyIsRefused)
{
    const std::vector<uint8_t> whole = BytesOfPacket(Reply().Encode());
    for (size_t size = 0; size < whole.size(); ++size)
    {
        const auto message =
            MapMessage::Decode(Create<Packet>(whole.data(), static_cast<uint32_t>(size)));
        EXPECT_EQ(message.has_value(), size == 20) << size;
    }
}

RC_GTEST_PROP(MapMessageTest, WhatIsReadWritesTheSameBytes, ())
{
    std::vector<uint8_t> bytes = BytesOfPacket(Reply().Encode());
    for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
    {
        bytes[*rc::gen::inRange<size_t>(0, bytes.size())] = *rc::gen::arbitrary<uint8_t>();
    }
    bytes[3] = 0; // not read
    const auto message =
        MapMessage::Decode(Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())));
    if (message)
    {
        RC_ASSERT(BytesOfPacket(message->Encode()) == bytes);
    }
}

} // namespace
} // namespace ns3::vnlab::test
