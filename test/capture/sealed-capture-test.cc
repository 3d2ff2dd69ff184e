// SPDX-License-Identifier: GPL-2.0-only
//
// What vpn-mesh puts on the wire: nothing of the packets, and with the keys the very packets.

#include "model/ike/ike-header.h"
#include "model/ip/packet-fields.h"
#include "model/traffic/probe-payload.h"
#include "test/capture/capture-run.h"
#include "test/support/tshark.h"

#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iomanip>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>

namespace ns3::vnlab
{

namespace
{

class VpnMeshCapture : public testing::Test
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

std::string
ContentOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// @return a guest's datagram as text: addresses, identification, and payload in hexadecimal digits
std::string
TextOf(const Ptr<const Packet>& frame)
{
    const std::optional<FrameFields> fields = FieldsOf(frame);
    if (!fields || fields->protocol != 17 || fields->destinationPort == ike::kPort)
    {
        return "";
    }
    std::vector<uint8_t> bytes(frame->GetSize());
    frame->CopyData(bytes.data(), frame->GetSize());
    std::ostringstream text;
    text << FormatIpv4(fields->source) << " " << FormatIpv4(fields->destination) << " "
         << fields->identification << std::hex << std::setfill('0') << " ";
    for (size_t i = fields->l4Offset + 8U; i < bytes.size(); ++i)
    {
        text << (i == fields->l4Offset + 8U ? "" : ":") << std::setw(2) << unsigned{bytes[i]};
    }
    return text.str();
}

/// The same of what tshark opened; "" where it did not.
std::string
TextOf(const nlohmann::json& layers)
{
    if (!layers.contains("esp") || !layers.contains("udp") || !layers.at("ip").is_array())
    {
        return "";
    }
    const nlohmann::json& ip = layers.at("ip").back();
    std::ostringstream text;
    text << ip.at("ip.src").get<std::string>() << " " << ip.at("ip.dst").get<std::string>() << " "
         << std::stoul(ip.at("ip.id").get<std::string>(), nullptr, 16) << " "
         << layers.at("udp").at("udp.payload").get<std::string>();
    return text.str();
}

template <class Packets>
std::multiset<std::string>
TextsOf(const Packets& packets)
{
    std::multiset<std::string> texts;
    for (const auto& packet : packets)
    {
        const std::string text = TextOf(packet);
        if (!text.empty())
        {
            texts.insert(text);
        }
    }
    return texts;
}

TEST_F(VpnMeshCapture, HoldsNoPlaintext)
{
    const test::Captures captures = test::CaptureRun("vpn-mesh");
    const uint32_t mark = ProbePayload::kMagic;
    const std::string marked(reinterpret_cast<const char*>(&mark), sizeof(mark));
    for (const std::string& file : {captures.vnic, captures.uplink, captures.link})
    {
        EXPECT_EQ(ContentOf(file).find(marked), std::string::npos) << file;
        for (const nlohmann::json& packet : test::Dissect(file))
        {
            EXPECT_TRUE(packet.contains("arp") || packet.contains("esp"));
            EXPECT_FALSE(packet.contains("udp"));
        }
    }
    const test::Captures clear = test::CaptureRun("linkwire");
    EXPECT_NE(ContentOf(clear.vnic).find(marked), std::string::npos); // or the test shows nothing
}

TEST_F(VpnMeshCapture, OpensToTheVeryPacketsForWhoHasTheKeys)
{
    const test::Captures captures = test::CaptureRun("vpn-mesh");
    std::multiset<std::string> said = TextsOf(captures.sent);
    EXPECT_EQ(said.size(), 20U); // ten to each of two
    said.merge(TextsOf(captures.received));
    EXPECT_EQ(said.size(), 30U);
    EXPECT_EQ(TextsOf(test::Dissect(captures.vnic, captures.keys)), said);
    EXPECT_THAT(TextsOf(test::Dissect(captures.vnic)), testing::IsEmpty());
}

/// Negotiated keys: what of IKE was sent is what tshark counts, and it reads all of it.
TEST_F(VpnMeshCapture, ShowsIkeInFullAndOpensToTheVeryPacketsForWhoHasItsKeys)
{
    const test::Captures captures = test::CaptureRun("vpn-mesh-ike");
    std::multiset<std::string> said = TextsOf(captures.sent);
    said.merge(TextsOf(captures.received));
    const auto packets = test::Dissect(captures.vnic, captures.keys);
    EXPECT_EQ(TextsOf(packets), said);
    EXPECT_THAT(TextsOf(test::Dissect(captures.vnic)), testing::IsEmpty());
    uint64_t sent = 0;
    std::map<std::string, size_t> exchanges;
    std::string own;
    for (const nlohmann::json& packet : packets)
    {
        if (!packet.contains("isakmp"))
        {
            continue;
        }
        const nlohmann::json& message = packet.at("isakmp");
        own = own.empty() ? packet.at("ip").at("ip.src").get<std::string>() : own; // VM 0 begins
        sent += packet.at("ip").at("ip.src") == own;
        ++exchanges[message.at("isakmp.exchangetype").get<std::string>()];
        EXPECT_EQ(packet.at("udp").at("udp.srcport"), "500");
        EXPECT_EQ(packet.at("udp").at("udp.dstport"), "500");
        EXPECT_EQ(message.dump().find("alformed"), std::string::npos);
        const bool isAuth = message.at("isakmp.exchangetype") == "35";
        EXPECT_EQ(message.dump().find("isakmp.id.data.ipv4_addr") != std::string::npos, isAuth);
    }
    EXPECT_EQ(sent, captures.ikeMessages);
    EXPECT_EQ(exchanges["35"], 2U * 3); // a request and an answer with each of three peers
    EXPECT_EQ(exchanges.size(), 2U);
}

} // namespace

} // namespace ns3::vnlab
