// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/bgp-open.h"
#include "test/protocol/bgp-draws.h"
#include "test/protocol/bgp-hex.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::bgp
{
namespace
{

/// Captured from FRR 8.4.4, AS 65000: one capability a parameter.
const char* const kOpenOfFrr =
    VNLAB_BGP_MARKER "005e 01 04 fde8 00b4 c0000201 41"
                     "0206 01040019 0046 0202 8000 0202 0200 0202 4600 0206 4104 0000fde8"
                     "0202 0600 0206 4504 00194601 0206 4904 02723100"
                     "0204 4002 c078 0209 4707 00194680000000";

std::optional<Notification>
ProblemOfOpen(std::string_view body)
{
    const auto decoded = DecodeOpen(FromHex(body));
    const auto* problem = std::get_if<Notification>(&decoded);
    return problem ? std::optional(*problem) : std::nullopt;
}

Notification
OpenError(uint8_t subcode, Bytes data = {})
{
    return {ErrorCode::kOpen, subcode, std::move(data)};
}

TEST(BgpOpenTest, HasVersionAsHoldTimeIdentifierAndCapabilities)
{
    const Open open{.as = 65000, .holdTime = 90, .identifier = 0xc0000201};
    EXPECT_EQ(EncodeOpen(open),
              FromHex(VNLAB_BGP_MARKER "002b 01 04 fde8 005a c0000201 0e"
                                       "02 0c 01 04 0019 00 46 41 04 0000fde8"));
}

TEST(BgpOpenTest, AsBeyondTwoBytesStandsInItsCapabilityOnly)
{
    const Open open{.as = 4'200'000'000, .holdTime = 0, .identifier = 1};
    EXPECT_EQ(EncodeOpen(open),
              FromHex(VNLAB_BGP_MARKER "002b 01 04 5ba0 0000 00000001 0e"
                                       "02 0c 01 04 0019 00 46 41 04 fa56ea00"));
}

TEST(BgpOpenTest, FrrsIsRead)
{
    const Bytes message = FromHex(kOpenOfFrr);
    const auto open = std::get<Open>(DecodeOpen(BodyOf(message)));
    EXPECT_EQ(open.as, 65000);
    EXPECT_TRUE(open.fourByteAs);
    EXPECT_EQ(open.holdTime, 180);
    EXPECT_EQ(open.identifier, 0xc0000201);
    EXPECT_THAT(open.families, testing::ElementsAre(kEvpnFamily));
    std::vector<uint8_t> codes;
    for (const Capability& other : open.others)
    {
        codes.push_back(other.code);
    }
    EXPECT_THAT(codes, testing::ElementsAre(128, 2, 70, 6, 69, 73, 64, 71));
}

// RFC 4271 §6.2.
TEST(BgpOpenTest, AnotherVersionIsRefusedWithOurs)
{
    EXPECT_EQ(ProblemOfOpen("03 fde8 005a c0000201 00"), OpenError(openerror::kVersion, {0, 4}));
}

TEST(BgpOpenTest, ImpossibleValuesAreRefused)
{
    EXPECT_EQ(ProblemOfOpen("04 0000 005a c0000201 00"), OpenError(openerror::kPeerAs));
    EXPECT_EQ(ProblemOfOpen("04 fde8 005a 00000000 00"), OpenError(openerror::kIdentifier));
    EXPECT_EQ(ProblemOfOpen("04 fde8 0001 c0000201 00"), OpenError(openerror::kHoldTime));
    EXPECT_EQ(ProblemOfOpen("04 fde8 0002 c0000201 00"), OpenError(openerror::kHoldTime));
    EXPECT_EQ(ProblemOfOpen("04 fde8 0003 c0000201 00"), std::nullopt);
    EXPECT_EQ(ProblemOfOpen("04 fde8 0000 c0000201 00"), std::nullopt);
}

TEST(BgpOpenTest, LengthsThatDoNotFitAreRefused)
{
    const auto unspecific = OpenError(openerror::kUnspecific);
    EXPECT_EQ(ProblemOfOpen("04 fde8 005a c0000201"), unspecific);
    EXPECT_EQ(ProblemOfOpen("04 fde8 005a c0000201 00 00"), unspecific);
    EXPECT_EQ(ProblemOfOpen("04 fde8 005a c0000201 04 02 03 80 00"), unspecific);
    EXPECT_EQ(ProblemOfOpen("04 fde8 005a c0000201 04 02 02 41 00"), unspecific);
    EXPECT_EQ(ProblemOfOpen("04 fde8 005a c0000201 04 02 02 02 01"), unspecific);
    EXPECT_EQ(ProblemOfOpen("04 fde8 005a c0000201 03 02 01 02"), unspecific);
}

TEST(BgpOpenTest, ParameterThatIsNoCapabilitiesIsRefused)
{
    EXPECT_EQ(ProblemOfOpen("04 fde8 005a c0000201 02 01 00"), OpenError(openerror::kParameter));
}

RC_GTEST_PROP(BgpOpenTest, WhatIsEncodedIsDecoded, ())
{
    const Open open = DrawOpen();
    const auto decoded = DecodeOpen(BodyOf(EncodeOpen(open)));
    RC_ASSERT(std::get<Open>(decoded) == open);
}

RC_GTEST_PROP(BgpOpenTest, DamagedOneIsRefusedOrSaysWhatItSaysWhenSentAgain, ())
{
    Bytes message = EncodeOpen(DrawOpen());
    const auto place = *rc::gen::inRange<size_t>(kHeaderBytes, message.size());
    message[place] ^= static_cast<uint8_t>(1 << *rc::gen::inRange(0, 8));
    message.resize(*rc::gen::inRange(place, message.size()) + 1);
    const auto decoded = DecodeOpen(BodyOf(message));
    if (const auto* open = std::get_if<Open>(&decoded))
    {
        RC_ASSERT(DecodeOpen(BodyOf(EncodeOpen(*open))) == decoded);
    }
}

} // namespace
} // namespace ns3::vnlab::bgp
