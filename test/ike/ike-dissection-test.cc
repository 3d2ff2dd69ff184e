// SPDX-License-Identifier: GPL-2.0-only
//
// A negotiation and other keys, read by tshark: nothing malformed, and with the keys it opens what is sealed.
#include "model/wire/outer-ipv4-udp.h"
#include "model/wire/protocol-numbers.h"
#include "test/ike/ike-pair.h"
#include "test/support/temporary-folder.h"
#include "test/support/tshark.h"

#include "ns3/pcap-file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iomanip>
#include <sstream>

namespace ns3::vnlab::ike
{
namespace
{

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class IkeDissection : public testing::Test
{
  protected:
    void SetUp() override
    {
        if (!test::TsharkAvailable())
        {
            GTEST_SKIP() << "tshark is not installed";
        }
    }
};

/// Writes messages as datagrams between the two ends, each request of end 0.
std::string
Captured(const std::vector<Bytes>& messages)
{
    static const TemporaryFolder folder;
    const std::string path = folder / "ike.pcap";
    PcapFile file;
    file.Open(path, std::ios::out);
    file.Init(1);
    uint32_t second = 0;
    for (const Bytes& message : messages)
    {
        const size_t from = ReadHeader(message)->IsOfInitiator() ? 0 : 1;
        Bytes frame(kEthernetIpv4Size + kUdpSize);
        InternetChecksum payload;
        payload.Add(message);
        const OuterIpv4 outer{.source = kEnds[from],
                              .destination = kEnds[1 - from],
                              .protocol = ipproto::kUdp,
                              .l4Length = kUdpSize + message.size()};
        EXPECT_EQ(WriteEthernetIpv4(frame, outer), kEthernetIpv4Size);
        EXPECT_EQ(
            WriteUdp(std::span(frame).subspan(kEthernetIpv4Size), outer, kPort, kPort, payload),
            kUdpSize);
        frame.insert(frame.end(), message.begin(), message.end());
        file.Write(second++, 0, frame.data(), static_cast<uint32_t>(frame.size()));
    }
    file.Close();
    return path;
}

std::string
Hex(std::span<const uint8_t> bytes)
{
    std::ostringstream text;
    text << std::hex << std::setfill('0');
    for (const uint8_t byte : bytes)
    {
        text << std::setw(2) << unsigned{byte};
    }
    return text.str();
}

/// @return tshark's preference with which it opens what the two ends say
std::string
TableOf(const Bytes& message, const IkeKeys& keys)
{
    const std::span<const uint8_t> spis(message);
    return "uat:ikev2_decryption_table:" + Hex(spis.first(8)) + "," + Hex(spis.subspan(8, 8)) +
           "," + Hex(keys.initiatorSeals.key) + Hex(keys.initiatorSeals.salt) + "," +
           Hex(keys.responderSeals.key) + Hex(keys.responderSeals.salt) +
           R"(,"AES-GCM-128 with 16 octet ICV [RFC5282]",,,"NONE [RFC4306]")";
}

std::string
TextOf(const json& packet)
{
    return packet.at("isakmp").dump();
}

TEST_F(IkeDissection, EveryMessageOfANegotiationAndOfOtherKeysIsRead)
{
    Pair pair(3);
    pair.Start(0);
    pair.RunUntil(Seconds(1));
    const IkeKeys keys = pair.peers[0].Sa()->GetParts().keys;
    pair.Rekey(0);
    pair.RunUntil(Seconds(2));
    const auto path = Captured(pair.messages);
    const auto packets = test::Dissect(path, {TableOf(pair.messages[1], keys)});
    EXPECT_THAT(test::Problems(packets, {"isakmp"}), IsEmpty());
    ASSERT_THAT(packets, SizeIs(8));
    for (const json& packet : packets)
    {
        EXPECT_THAT(TextOf(packet), Not(HasSubstr("nknown")));
        EXPECT_THAT(TextOf(packet), Not(HasSubstr("alformed")));
        EXPECT_THAT(TextOf(packet), Not(HasSubstr("[incorrect")));
    }
    EXPECT_THAT(TextOf(packets[0]), HasSubstr(R"("isakmp.key_exchange.dh_group":"31")"));
    EXPECT_THAT(TextOf(packets[0]), HasSubstr(R"("isakmp.tf.id.encr":"20")"));
    EXPECT_THAT(TextOf(packets[0]), HasSubstr(R"("isakmp.tf.id.prf":"5")"));
    const std::string auth = TextOf(packets[2]);
    EXPECT_THAT(auth, HasSubstr(R"("isakmp.id.data.ipv4_addr":"100.64.0.1")"));
    EXPECT_THAT(auth, HasSubstr(R"("isakmp.auth.method":"2")"));
    EXPECT_THAT(auth, HasSubstr(R"("isakmp.ts.start_ipv4":"0.0.0.0")"));
    EXPECT_THAT(TextOf(packets[3]), HasSubstr(R"("isakmp.id.data.ipv4_addr":"100.64.0.2")"));
    EXPECT_THAT(TextOf(packets[4]), HasSubstr(R"("isakmp.notify.msgtype":"16393")"));
    EXPECT_THAT(TextOf(packets[6]), HasSubstr(R"("isakmp.delete.spi":)"));
}

TEST_F(IkeDissection, WithoutTheKeysNoMoreIsReadThanTheFirstExchange)
{
    Pair pair(3);
    pair.Start(0);
    pair.RunUntil(Seconds(1));
    const auto packets = test::Dissect(Captured(pair.messages));
    ASSERT_THAT(packets, SizeIs(4));
    EXPECT_THAT(TextOf(packets[2]), Not(HasSubstr("isakmp.id.")));
    EXPECT_THAT(TextOf(packets[2]), HasSubstr("isakmp.enc.data"));
}

TEST_F(IkeDissection, ARefusalIsReadAsOne)
{
    Initiator initiator(SettingsOf(0), RandomOf(1));
    std::vector<Bytes> messages{initiator.Request()};
    Responder responder(SettingsOf(1, "erraten"), RandomOf(2), messages.back());
    messages.push_back(responder.Answer());
    EXPECT_EQ(initiator.Receive(messages.back()), Progress::kNext);
    messages.push_back(initiator.Request());
    EXPECT_EQ(responder.Receive(messages.back()), Progress::kNotAuthentic);
    messages.push_back(responder.Answer());
    const auto packets =
        test::Dissect(Captured(messages), {TableOf(messages[1], responder.Sa().GetParts().keys)});
    ASSERT_THAT(packets, SizeIs(4));
    EXPECT_THAT(TextOf(packets[3]), HasSubstr(R"("isakmp.notify.msgtype":"24")"));
}

} // namespace
} // namespace ns3::vnlab::ike
