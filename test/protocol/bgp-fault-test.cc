// SPDX-License-Identifier: GPL-2.0-only
// UPDATEs that are not right, by RFC 7606: which withdraw their routes, and which end the session.
#include "model/protocol/bgp-update.h"
#include "test/protocol/bgp-hex.h"

#include <gmock/gmock.h>

namespace ns3::vnlab::bgp
{
namespace
{

using testing::IsEmpty;
using testing::SizeIs;

const std::string kReachOfOne = "80 0e 1c 0019 46 04 c0000201 00"
                                "03 11 0001c00002010002 00000000 20 c0000201 ";
const std::string kWellKnown = "40 01 01 00 40 02 00 40 05 04 00000064 ";

Decoded<ReceivedUpdate>
DecodeWith(const std::string& attributes)
{
    const Bytes bytes = FromHex(attributes);
    ByteWriter body;
    body.U16(0).U16(static_cast<uint16_t>(bytes.size())).Append(bytes);
    return DecodeUpdate(body.Written());
}

/// @return the subcode for which the session has to be reset; nothing: it stays
std::optional<uint8_t>
Reset(const Decoded<ReceivedUpdate>& decoded)
{
    const auto* problem = std::get_if<Notification>(&decoded);
    EXPECT_TRUE(!problem || problem->code == ErrorCode::kUpdate);
    return problem ? std::optional(problem->subcode) : std::nullopt;
}

/// @return whether the one route counts as withdrawn and the session stays
bool
WithdrawsItsRoute(const std::string& attributes)
{
    const auto decoded = DecodeWith(kReachOfOne + attributes);
    const auto* received = std::get_if<ReceivedUpdate>(&decoded);
    return received && received->fault && received->update.announced.empty() &&
           received->update.withdrawn.size() == 1 &&
           received->update.attributes == PathAttributes{};
}

TEST(BgpFaultTest, ARightOneHasNoFault)
{
    const auto received = std::get<ReceivedUpdate>(DecodeWith(kReachOfOne + kWellKnown));
    EXPECT_FALSE(received.fault);
    EXPECT_THAT(received.update.announced, SizeIs(1));
    EXPECT_THAT(received.update.withdrawn, IsEmpty());
}

TEST(BgpFaultTest, MalformedAttributesWithdrawTheRoutesOfTheirUpdate)
{
    const char* const faulty[] = {
        "40 01 00 ",                     // ORIGIN without a value: §7.1
        "40 01 01 03 ",                  // ORIGIN that there is not
        "40 02 06 03 01 0000fde8 ",      // AS_PATH with an unknown segment: §7.2
        "40 02 02 02 00 ",               // AS_PATH with an empty segment
        "40 02 05 02 01 0000fd ",        // AS_PATH with a segment that is cut
        "40 05 03 000064 ",              // LOCAL_PREF of 3 bytes: §7.5
        "80 09 05 c000020100 ",          // ORIGINATOR_ID of 5 bytes: §7.9
        "80 0a 00 ",                     // CLUSTER_LIST that is empty: §7.10
        "80 0a 06 c0000201c000 ",        // CLUSTER_LIST of 6 bytes
        "c0 10 00 ",                     // extended communities that are empty: §7.14
        "c0 10 09 0002fde80000000a00 ",  // extended communities of 9 bytes
        "c0 16 04 00 06 0000 ",          // PMSI tunnel that is cut: RFC 6514 §5
        "c0 16 08 00 06 00000a c00002 ", // ingress replication to no address
        "80 01 01 00 ",                  // ORIGIN that is optional: §3(c)
        "40 10 08 0002fde80000000a ",    // extended communities that are well-known
    };
    for (const char* attribute : faulty)
    {
        EXPECT_TRUE(WithdrawsItsRoute(attribute + kWellKnown)) << attribute;
    }
}

TEST(BgpFaultTest, AttributesThatDoNotFillTheirLengthWithdrawTheRoutesInFront)
{
    EXPECT_TRUE(WithdrawsItsRoute(kWellKnown + "c0 10 08 0002fde8")); // §4
    EXPECT_TRUE(WithdrawsItsRoute(kWellKnown + "c0"));
}

TEST(BgpFaultTest, MissingWellKnownAttributesWithdrawTheRoutes) // §3(d)
{
    EXPECT_TRUE(WithdrawsItsRoute("40 02 00 40 05 04 00000064"));
    EXPECT_TRUE(WithdrawsItsRoute("40 01 01 00 40 05 04 00000064"));
    EXPECT_TRUE(WithdrawsItsRoute("40 01 01 00 40 02 00"));
}

TEST(BgpFaultTest, FaultWithoutRoutesEndsTheSession) // §5.2
{
    EXPECT_EQ(Reset(DecodeWith("40 01 01 03")), updateerror::kLength);
    EXPECT_EQ(Reset(DecodeWith("40 01 02 00")), updateerror::kAttributeList);
}

TEST(BgpFaultTest, RoutesThatCannotBeReadEndTheSession) // §5.3, §7.11, §7.12
{
    const std::string head = "0019 46 04 c0000201 00 ";
    const std::string mac = "0001c00002010002 00000000000000000000 00000000 ";
    const std::string faulty[] = {
        "80 0e 02 0019",                                                    // no family
        "80 0e 08 0019 46 03 c00002 00",                                    // next hop of 3 bytes
        "80 0e 06 0019 46 04 c000",                                         // next hop that is cut
        "80 0e 0a" + head + "03",                                           // a type alone
        "80 0e 0c" + head + "03 02 00",                                     // longer than there is
        "80 0e 1b" + head + "03 10 0001c00002010002 00000000 20 c00002",    // cut
        "80 0e 18" + head + "03 0d 0001c00002010002 00000000 00",           // originator missing
        "80 0e 2c" + head + "02 21" + mac + "2f 0200000000bb 00 00000a",    // MAC of 47 bits
        "80 0e 2c" + head + "02 21" + mac + "30 0200000000bb 08 00000a",    // IP of 8 bits
        "80 0e 2b" + head + "02 20" + mac + "30 0200000000bb 00 0000",      // label cut
        "80 0e 2d" + head + "02 22" + mac + "30 0200000000bb 00 00000a 00", // second label cut
        "80 0f 02 0019",                                                    // no family
        "80 0f 04 0019 46 02",                                              // a type alone
    };
    for (const std::string& attribute : faulty)
    {
        EXPECT_EQ(Reset(DecodeWith(attribute)), updateerror::kOptional) << attribute;
    }
}

TEST(BgpFaultTest, RoutesThatComeTwiceEndTheSession) // §3(g)
{
    EXPECT_EQ(Reset(DecodeWith(kReachOfOne + kReachOfOne + kWellKnown)),
              updateerror::kAttributeList);
}

TEST(BgpFaultTest, RoutesInAWellKnownAttributeEndTheSession)
{
    EXPECT_EQ(Reset(DecodeWith("40" + kReachOfOne.substr(2) + kWellKnown)), updateerror::kFlags);
}

TEST(BgpFaultTest, UnknownWellKnownAttributeEndsTheSession) // RFC 4271 §6.3
{
    EXPECT_EQ(Reset(DecodeWith(kReachOfOne + kWellKnown + "40 63 00")),
              updateerror::kUnknownWellKnown);
}

TEST(BgpFaultTest, Ipv4RoutesEndTheSession)
{
    EXPECT_EQ(Reset(DecodeUpdate(FromHex("0002 080a 0000"))), updateerror::kNetworkField);
    EXPECT_EQ(Reset(DecodeUpdate(FromHex("0000 0000 080a"))), updateerror::kNetworkField);
}

TEST(BgpFaultTest, LengthsThatDoNotFitTheMessageEndTheSession)
{
    EXPECT_EQ(Reset(DecodeUpdate(FromHex("0001 0000"))), updateerror::kAttributeList);
    EXPECT_EQ(Reset(DecodeUpdate(FromHex("0000 0001"))), updateerror::kAttributeList);
}

TEST(BgpFaultTest, SecondOfTwoEqualAttributesIsIgnored) // §3(g)
{
    const auto decoded = DecodeWith(kReachOfOne + kWellKnown + "40 05 04 000000c8");
    EXPECT_EQ(std::get<ReceivedUpdate>(decoded).update.attributes.localPreference, 100u);
}

TEST(BgpFaultTest, UnknownTransitiveAttributesGoOnAsPartialOnes) // RFC 4271 §5
{
    const auto decoded =
        DecodeWith(kReachOfOne + kWellKnown + "c0 63 02 abcd 80 64 01 00 c0 08 04 fde80001");
    const auto& attributes = std::get<ReceivedUpdate>(decoded).update.attributes;
    ASSERT_THAT(attributes.unknown, SizeIs(2)); // not 100, which is not transitive
    EXPECT_EQ(attributes.unknown.at(0).type, 8);
    EXPECT_EQ(attributes.unknown.at(1), (UnknownAttribute{99, {0xab, 0xcd}}));
    ByteWriter writer;
    WriteAttributes(writer, attributes);
    EXPECT_EQ(writer.Written(),
              FromHex("40 01 01 00 50 02 0000 40 05 04 00000064 e0 08 04 fde80001 e0 63 02 abcd"));
}

} // namespace
} // namespace ns3::vnlab::bgp
