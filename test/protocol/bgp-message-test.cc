// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/bgp-message.h"
#include "test/protocol/bgp-draws.h"
#include "test/protocol/bgp-hex.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::bgp
{
namespace
{

/// @return why the first of these bytes are no message
std::optional<Notification>
ProblemOf(std::string_view hex)
{
    MessageCutter cutter;
    cutter.Add(FromHex(hex));
    const auto next = cutter.Next();
    const auto* problem = next ? std::get_if<Notification>(&*next) : nullptr;
    return problem ? std::optional(*problem) : std::nullopt;
}

TEST(BgpMessageTest, KeepaliveIsAHeader)
{
    EXPECT_EQ(EncodeKeepalive(), FromHex(VNLAB_BGP_MARKER "0013 04"));
}

TEST(BgpMessageTest, NotificationIsCodeSubcodeAndData)
{
    // A hold time of 1 s, refused: RFC 4271 §6.2.
    const Notification refused{ErrorCode::kOpen, openerror::kHoldTime, {}};
    EXPECT_EQ(EncodeNotification(refused), FromHex(VNLAB_BGP_MARKER "0015 03 02 06"));
    const Notification wrongType{ErrorCode::kHeader, headererror::kType, {9}};
    EXPECT_EQ(EncodeNotification(wrongType), FromHex(VNLAB_BGP_MARKER "0016 03 01 03 09"));
    EXPECT_EQ(DecodeNotification(FromHex("010309")), wrongType);
    EXPECT_EQ(DecodeNotification(FromHex("01")), std::nullopt);
}

TEST(BgpMessageTest, NotificationWithTooMuchDataIsCutToTheLongestMessage)
{
    EXPECT_EQ(EncodeNotification({ErrorCode::kUpdate, 0, Bytes(5'000)}).size(), kMostBytes);
}

TEST(BgpMessageTest, NotificationsAreNamed)
{
    EXPECT_EQ(ToString(Notification{ErrorCode::kUpdate, 9, {}}), "UPDATE message error (3/9)");
    EXPECT_EQ(ToString(Notification{ErrorCode::kCease, 2, {}}), "cease (6/2)");
    EXPECT_EQ(ToString(Notification{static_cast<ErrorCode>(7), 1, {}}), "error (7/1)");
    EXPECT_EQ(ToString(Notification{static_cast<ErrorCode>(0), 0, {}}), "error (0/0)");
}

// RFC 4271 §6.1.
TEST(BgpMessageTest, HeaderWithoutItsMarkerEndsTheSession)
{
    EXPECT_EQ(ProblemOf("fffffffffffffffffffffffffffffffe 0013 04"),
              (Notification{ErrorCode::kHeader, headererror::kNotSynchronized, {}}));
}

TEST(BgpMessageTest, LengthThatItsTypeCannotHaveEndsTheSessionAndIsToldBack)
{
    const auto badLength = [](Bytes length) {
        return Notification{ErrorCode::kHeader, headererror::kLength, std::move(length)};
    };
    EXPECT_EQ(ProblemOf(VNLAB_BGP_MARKER "0012 04"), badLength({0x00, 0x12}));
    EXPECT_EQ(ProblemOf(VNLAB_BGP_MARKER "1001 02"), badLength({0x10, 0x01}));
    EXPECT_EQ(ProblemOf(VNLAB_BGP_MARKER "0014 04"), badLength({0x00, 0x14}));
    EXPECT_EQ(ProblemOf(VNLAB_BGP_MARKER "001c 01"), badLength({0x00, 0x1c}));
    EXPECT_EQ(ProblemOf(VNLAB_BGP_MARKER "0016 02"), badLength({0x00, 0x16}));
    EXPECT_EQ(ProblemOf(VNLAB_BGP_MARKER "0014 03"), badLength({0x00, 0x14}));
    EXPECT_EQ(ProblemOf(VNLAB_BGP_MARKER "1000 02"), std::nullopt);
}

TEST(BgpMessageTest, UnknownTypeEndsTheSessionAndIsToldBack)
{
    EXPECT_EQ(ProblemOf(VNLAB_BGP_MARKER "0013 05"), // ROUTE-REFRESH, not agreed on
              (Notification{ErrorCode::kHeader, headererror::kType, {5}}));
}

RC_GTEST_PROP(BgpMessageTest, StreamIsCutIntoItsMessagesInWhateverPiecesItComes, ())
{
    std::vector<Message> sent(*rc::gen::inRange(1, 6));
    Bytes stream;
    for (Message& message : sent)
    {
        message = {MessageType::kUpdate, DrawBytes(60)};
        message.body.resize(message.body.size() + 4);
        const Bytes bytes = Encode(message.type, message.body);
        stream.insert(stream.end(), bytes.begin(), bytes.end());
    }
    std::vector<Message> cut;
    MessageCutter cutter;
    for (size_t at = 0; at < stream.size();)
    {
        const size_t size = std::min(*rc::gen::inRange<size_t>(1, 90), stream.size() - at);
        cutter.Add(std::span(stream).subspan(at, size));
        at += size;
        while (const auto next = cutter.Next())
        {
            cut.push_back(std::get<Message>(*next));
        }
    }
    RC_ASSERT(cut == sent);
}

} // namespace
} // namespace ns3::vnlab::bgp
