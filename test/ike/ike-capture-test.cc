// SPDX-License-Identifier: GPL-2.0-only
//
// What others have sent (shared/data/ipsec_l2tp_pptp): the fields that tshark and tcpdump state beside it, and what is
// sealed where the keys are there.
#include "model/identity/gnutls-handle.h"
#include "model/ike/ike-header.h"
#include "model/ike/ike-payloads.h"
#include "model/ike/ike-proposal.h"
#include "model/wire/header-sizes.h"
#include "test/ike/ike-pair.h"

#include "ns3/pcap-file.h"

#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gnutls/crypto.h>
#include <gtest/gtest.h>
#include <sstream>

namespace ns3::vnlab::ike
{
namespace
{

using testing::Each;
using testing::ElementsAre;
using testing::SizeIs;

const std::filesystem::path kFolder = std::filesystem::path(VNLAB_DATA_DIR) / "ipsec_l2tp_pptp";

class IkeCapture : public testing::Test
{
  protected:
    void SetUp() override
    {
        if (!std::filesystem::is_directory(kFolder))
        {
            GTEST_SKIP() << "no captures at " << kFolder;
        }
    }

    /// @param before bytes in front of the UDP header
    /// @return the payloads of the datagrams of a capture; ESP is left out
    static std::vector<Bytes> Messages(const std::string& name, size_t before)
    {
        PcapFile file;
        file.Open((kFolder / name).string(), std::ios::in);
        EXPECT_FALSE(file.Fail()) << name;
        std::vector<Bytes> messages;
        Bytes frame(65536);
        uint32_t unused = 0;
        uint32_t read = 0;
        while (true)
        {
            file.Read(frame.data(), 65536, unused, unused, unused, unused, read);
            if (file.Fail() || file.Eof())
            {
                return messages;
            }
            ByteReader reader(std::span<const uint8_t>(frame).first(read));
            reader.Take(before);
            if (reader.U16() == kPort)
            {
                reader.Take(headersize::kUdp - 2);
                const auto message = reader.Rest();
                messages.emplace_back(message.begin(), message.end());
            }
        }
    }

    /// Compares headers with what tshark says of them.
    static void CompareHeaders(const std::string& name, const std::vector<Bytes>& messages)
    {
        std::ifstream file(kFolder / (name + ".tshark.tsv"));
        std::string line;
        std::getline(file, line); // names the fields
        for (const Bytes& message : messages)
        {
            ASSERT_TRUE(std::getline(file, line)) << name;
            std::istringstream text(line);
            std::vector<std::string> fields;
            for (std::string field; std::getline(text, field, '\t');)
            {
                fields.push_back(field);
            }
            const auto header = ReadHeader(message);
            ASSERT_TRUE(header) << line;
            EXPECT_EQ(header->version, std::stoul(fields.at(8), nullptr, 16)) << line;
            EXPECT_EQ(header->exchange, std::stoul(fields.at(9))) << line;
            EXPECT_EQ(header->messageId, std::stoul(fields.at(10), nullptr, 16)) << line;
            EXPECT_EQ(header->length, std::stoul(fields.at(11))) << line;
        }
    }

    static std::vector<Payload> PayloadsOf(const Bytes& message)
    {
        const auto read = ReadPayloads(ReadHeader(message)->nextPayload,
                                       std::span(message).subspan(kHeaderBytes));
        EXPECT_TRUE(read);
        return read.value_or(std::vector<Payload>{});
    }
};

constexpr size_t kNullIpv4 = 4 + headersize::kIpv4;
constexpr size_t kEthernetIpv4 = headersize::kEthernet + headersize::kIpv4;
constexpr size_t kEthernetIpv6 = headersize::kEthernet + 40;

Transform
TransformOf(uint8_t type, uint16_t id, uint16_t keyBits = 0)
{
    return {.type = type, .id = id, .keyBits = keyBits};
}

TEST_F(IkeCapture, AnInitiatorOffersTwelveTransformsAndIsAskedForItsCookieFirst)
{
    const auto messages = Messages("ikev2four.pcap", kNullIpv4);
    ASSERT_THAT(messages, SizeIs(21));
    CompareHeaders("ikev2four.pcap", messages);
    const auto asked = PayloadsOf(messages[0]);
    const auto offered = ReadProposals(Find(asked, payload::kSa)->body);
    ASSERT_TRUE(offered);
    ASSERT_THAT(*offered, SizeIs(1));
    EXPECT_THAT(offered->front().transforms,
                ElementsAre(TransformOf(transform::kCipher, 12, 128),
                            TransformOf(transform::kCipher, 12, 256),
                            TransformOf(transform::kCipher, 12, 192),
                            TransformOf(transform::kCipher, 3),
                            TransformOf(transform::kPrf, 2),
                            TransformOf(transform::kPrf, 1),
                            TransformOf(transform::kPrf, 4),
                            TransformOf(transform::kIntegrity, 2),
                            TransformOf(transform::kIntegrity, 1),
                            TransformOf(transform::kIntegrity, 5),
                            TransformOf(transform::kGroup, 2),
                            TransformOf(transform::kGroup, 14)));
    EXPECT_EQ(Acceptable(*offered, IkeProposal()), nullptr);
    const auto key = ReadKeyExchange(Find(asked, payload::kKeyExchange)->body);
    EXPECT_EQ(key->group, 2);
    EXPECT_THAT(key->value, SizeIs(128));
    EXPECT_THAT(Find(asked, payload::kNonce)->body, SizeIs(32));
    EXPECT_EQ(ReadNotify(Find(asked, payload::kNotify)->body)->type, 16388);

    const auto cookie = PayloadsOf(messages[1]);
    const auto wanted = ReadNotify(Find(cookie, payload::kNotify)->body);
    EXPECT_EQ(wanted->type, 16390);
    EXPECT_EQ(wanted->data, FromHex("00000001c2221e50c16e123f2b0c71aefcf0cb3b798782c6"));

    const auto granted = PayloadsOf(messages[3]);
    const auto chosen = ReadProposals(Find(granted, payload::kSa)->body);
    EXPECT_THAT(chosen->front().transforms,
                ElementsAre(TransformOf(transform::kCipher, 12, 128),
                            TransformOf(transform::kPrf, 2),
                            TransformOf(transform::kIntegrity, 2),
                            TransformOf(transform::kGroup, 2)));
    EXPECT_EQ(ReadHeader(messages[3])->responderSpi, 0x71be8358efae7663U);
    const auto sealed = PayloadsOf(messages[4]);
    ASSERT_THAT(sealed, SizeIs(1));
    EXPECT_EQ(sealed.front().type, payload::kEncrypted);
    EXPECT_THAT(sealed.front().body, SizeIs(204));
}

TEST_F(IkeCapture, SixProposalsAreReadAndWhatIsSealedOpensWithTheKeys)
{
    const auto messages = Messages("ikev2pI2.pcap", kNullIpv4);
    ASSERT_THAT(messages, SizeIs(2));
    const auto asked = PayloadsOf(messages[0]);
    const auto offered = ReadProposals(Find(asked, payload::kSa)->body);
    ASSERT_TRUE(offered);
    ASSERT_THAT(*offered, SizeIs(6));
    for (const Proposal& proposal : *offered)
    {
        EXPECT_THAT(proposal.transforms, SizeIs(4));
        EXPECT_EQ(proposal.protocol, protocol::kIke);
    }
    EXPECT_EQ(offered->at(5).number, 6);
    EXPECT_EQ(offered->at(5).transforms.at(3), TransformOf(transform::kGroup, 2));
    const auto key = ReadKeyExchange(Find(asked, payload::kKeyExchange)->body);
    EXPECT_EQ(key->group, 5);
    EXPECT_THAT(key->value, SizeIs(192));
    EXPECT_EQ(
        Bytes(Find(asked, payload::kNonce)->body.begin(), Find(asked, payload::kNonce)->body.end()),
        FromHex("b5ce8419095c6e2b6b62d3055305b3c4"));
    EXPECT_THAT(Find(asked, payload::kVendor)->body, SizeIs(12));

    // AES-128-CBC, with the initiator's key of ikev2pI2-secrets.txt; its integrity check value is of no key there.
    const Bytes& message = messages[1];
    const auto sealed = PayloadsOf(message);
    ASSERT_THAT(sealed, SizeIs(1));
    constexpr size_t ivBytes = 16;
    constexpr size_t proofBytes = 12;
    const std::span<const uint8_t> body = sealed.front().body;
    Bytes secret = FromHex("3f44bf47cafd8150591deb088199fcbf");
    Bytes iv(body.begin(), body.begin() + ivBytes);
    Bytes text(body.begin() + ivBytes, body.end() - proofBytes);
    const gnutls_datum_t keyView = ViewOf(secret);
    const gnutls_datum_t ivView = ViewOf(iv);
    gnutls_cipher_hd_t cipher = nullptr;
    ASSERT_EQ(gnutls_cipher_init(&cipher, GNUTLS_CIPHER_AES_128_CBC, &keyView, &ivView), 0);
    ASSERT_EQ(gnutls_cipher_decrypt(cipher, text.data(), text.size()), 0);
    gnutls_cipher_deinit(cipher);
    text.resize(text.size() - 1 - text.back());
    const auto inside = ReadPayloads(sealed.front().next, text);
    ASSERT_TRUE(inside);
    const auto identity = ReadIdentity(Find(*inside, payload::kIdInitiator)->body);
    EXPECT_EQ(identity->type, Identity::kFqdn);
    EXPECT_EQ(identity->data, FromHex("77657374")); // west
    const auto authentication = ReadAuthentication(Find(*inside, payload::kAuthentication)->body);
    EXPECT_EQ(authentication->method, Authentication::kRsa);
    EXPECT_THAT(authentication->data, SizeIs(192));
    EXPECT_THAT(authentication->data, Each(0));
}

/// Main mode and quick mode (RFC 2409): headers and payloads are framed as IKEv2's.
TEST_F(IkeCapture, Ikev1TakesNineMessages)
{
    const auto messages = Messages("ISAKMP_sa_setup.pcap", kEthernetIpv4);
    ASSERT_THAT(messages, SizeIs(9));
    CompareHeaders("ISAKMP_sa_setup.pcap", messages);
    for (size_t i = 0; i < messages.size(); ++i)
    {
        const Header header = *ReadHeader(messages[i]);
        EXPECT_EQ(header.version, Header::kVersion1);
        EXPECT_EQ(header.exchange, i < 6 ? exchange::kMainMode : exchange::kQuickMode);
        EXPECT_EQ((header.flags & headerflag::kEncrypted) != 0, i >= 4);
    }
    const auto asked = PayloadsOf(messages[0]);
    EXPECT_EQ(asked.front().type, 1); // security association
    EXPECT_THAT(asked.front().body, SizeIs(56));
    const auto answered = PayloadsOf(messages[3]);
    EXPECT_EQ(answered.front().type, 4);            // key exchange
    EXPECT_THAT(answered.front().body, SizeIs(96)); // of the group of 768 bits
}

TEST_F(IkeCapture, Ikev1OverIpv6IsFramedAlike)
{
    const auto messages = Messages("IKEv1.pcap", kEthernetIpv6);
    ASSERT_THAT(messages, SizeIs(13));
    CompareHeaders("IKEv1.pcap", messages);
    EXPECT_THAT(PayloadsOf(messages[0]).front().body, SizeIs(52));
}

} // namespace
} // namespace ns3::vnlab::ike
