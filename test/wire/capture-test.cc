// SPDX-License-Identifier: GPL-2.0-only
// Our headers against what tcpdump and tshark say of captures taken from real devices.
#include "model/wire/dot1q-header.h"
#include "model/wire/frame-fields.h"
#include "model/wire/geneve-header.h"
#include "model/wire/gre-header.h"
#include "model/wire/mpls-header.h"
#include "model/wire/vxlan-header.h"
#include "test/wire/capture.h"

#include "ns3/udp-header.h"

#include <sstream>

namespace ns3::vnlab::test
{
namespace
{

uint32_t
FromHex(const std::string& digits)
{
    return static_cast<uint32_t>(std::stoul(digits, nullptr, 16));
}

uint32_t
FromDecimal(const std::string& digits)
{
    return static_cast<uint32_t>(std::stoul(digits));
}

/// "800000d1 00001234" as bytes
Bytes
FromHexWords(const std::string& words)
{
    Bytes bytes;
    std::istringstream in(words);
    for (std::string word; in >> word;)
    {
        for (size_t i = 0; i < word.size(); i += 2)
        {
            bytes.push_back(static_cast<uint8_t>(FromHex(word.substr(i, 2))));
        }
    }
    return bytes;
}

/// @return the match, failing the test where there is none
std::smatch
Match(const std::string& text, const char* pattern)
{
    std::smatch match;
    EXPECT_TRUE(std::regex_search(text, match, std::regex(pattern))) << text;
    return match;
}

class VxlanCapture : public RealCapture, public ::testing::WithParamInterface<const char*>
{
};

} // namespace

TEST_P(VxlanCapture, EveryPacketIsAsTcpdumpSays)
{
    const auto packets = Packets(GetParam());
    const auto texts = TcpdumpText(GetParam());
    ASSERT_EQ(packets.size(), 10u);
    ASSERT_EQ(texts.size(), 10u);
    for (size_t i = 0; i < packets.size(); ++i)
    {
        SCOPED_TRACE(texts[i]);
        const auto said = Match(texts[i],
                                R"(length (\d+): [\d.]+\.(\d+) > [\d.]+\.(\d+): VXLAN, )"
                                R"(flags \[I\] \(0x(\w\w)\), vni (\d+)\n.*?, length (\d+): )");
        auto ip = Ipv4OfFrame(packets[i]);
        ASSERT_TRUE(ip);
        UdpHeader udp;
        ip->payload->RemoveHeader(udp);
        const auto vxlan = TakeHeader<VxlanHeader>(ip->payload);
        EXPECT_EQ(packets[i].size(), FromDecimal(said[1]));
        EXPECT_EQ(udp.GetSourcePort(), FromDecimal(said[2]));
        EXPECT_EQ(udp.GetDestinationPort(), FromDecimal(said[3]));
        EXPECT_EQ(Serialized(vxlan)[0], FromHex(said[4]));
        EXPECT_EQ(vxlan.GetVni(), Vni{FromDecimal(said[5])});
        EXPECT_EQ(ip->payload->GetSize(), FromDecimal(said[6]));
    }
}

INSTANTIATE_TEST_SUITE_P(Ports, VxlanCapture, ::testing::Values("vxlan", "vxlan_port_8472"));

TEST_F(RealCapture, GenevePacketOfGoogleIsAsTcpdumpSays)
{
    const auto packets = Packets("geneve-gcp");
    const auto texts = TcpdumpText("geneve-gcp");
    ASSERT_EQ(packets.size(), 1u);
    ASSERT_EQ(texts.size(), 1u);
    auto ip = Ipv4OfFrame(packets[0]);
    ASSERT_TRUE(ip);
    UdpHeader udp;
    ip->payload->RemoveHeader(udp);
    const auto geneve = TakeHeader<GeneveHeader>(ip->payload);

    const auto said = Match(texts[0],
                            R"(\.(\d+): \[no cksum\] Geneve, Flags \[none\], vni 0x(\w+), )"
                            R"(options \[(.*)\]\n.*proto TCP \(6\), length (\d+)\))");
    EXPECT_EQ(udp.GetDestinationPort(), FromDecimal(said[1]));
    EXPECT_FALSE(geneve.IsControl());
    EXPECT_FALSE(geneve.HasCriticalOption());
    EXPECT_EQ(geneve.GetVni(), Vni{FromHex(said[2])});
    EXPECT_EQ(geneve.GetProtocol(), 0x0800);
    EXPECT_EQ(ip->payload->GetSize(), FromDecimal(said[4]));

    const std::string options = said[3];
    const std::regex option(R"(class Google \(0x(\w+)\) type 0x(\w+) len (\d+) data ([\w ]+))");
    std::vector<GeneveOption> expected;
    for (std::sregex_iterator at(options.begin(), options.end(), option), end; at != end; ++at)
    {
        expected.push_back({static_cast<uint16_t>(FromHex((*at)[1])),
                            static_cast<uint8_t>(FromHex((*at)[2])),
                            FromHexWords((*at)[4])});
        EXPECT_EQ(expected.back().data.size() + 4, FromDecimal((*at)[3]));
    }
    EXPECT_EQ(expected.size(), 3u);
    EXPECT_EQ(geneve.GetOptions(), expected);
}

TEST_F(RealCapture, GenevePacketsAreAsTsharkCounts)
{
    // tshark -r geneve.pcap -T fields -e geneve.vni -e geneve.flags -e geneve.option.class
    //     -e geneve.option.type -e geneve.option.unknown.data | sort | uniq -c
    // says 19 times "0x00000a 0x40 0x0000 0x80 0000000c" and 20 times "0x00000b 0x00"
    const auto packets = Packets("geneve");
    ASSERT_EQ(packets.size(), 39u);
    int withOption = 0;
    int withoutOption = 0;
    for (const Bytes& bytes : packets)
    {
        auto ip = Ipv4OfFrame(bytes);
        ASSERT_TRUE(ip);
        UdpHeader udp;
        ip->payload->RemoveHeader(udp);
        EXPECT_EQ(udp.GetDestinationPort(), 6081);
        const auto geneve = TakeHeader<GeneveHeader>(ip->payload);
        EXPECT_EQ(geneve.GetProtocol(), 0x6558);
        EXPECT_FALSE(geneve.IsControl());
        if (geneve.HasCriticalOption())
        {
            ++withOption;
            EXPECT_EQ(geneve.GetVni(), Vni{0xa});
            EXPECT_EQ(geneve.GetOptions(),
                      (std::vector<GeneveOption>{{0x0000, 0x80, {0x00, 0x00, 0x00, 0x0c}}}));
        }
        else
        {
            ++withoutOption;
            EXPECT_EQ(geneve.GetVni(), Vni{0xb});
            EXPECT_TRUE(geneve.GetOptions().empty());
        }
        EXPECT_TRUE(Ipv4OfFrame(BytesOf(ip->payload))) << "the inner frame carries IPv4";
    }
    EXPECT_EQ(withOption, 19);
    EXPECT_EQ(withoutOption, 20);
}

TEST_F(RealCapture, GrePacketsAreAsTcpdumpSays)
{
    const auto packets = Packets("various_gre");
    const auto texts = TcpdumpText("various_gre");
    ASSERT_EQ(packets.size(), 100u);
    ASSERT_EQ(texts.size(), 100u);
    int grePackets = 0;
    for (size_t i = 0; i < packets.size(); ++i)
    {
        SCOPED_TRACE(texts[i]);
        auto ip = Ipv4OfFrame(packets[i]);
        const bool isGre = ip && ip->header.GetProtocol() == 47;
        ASSERT_EQ(isGre, texts[i].find("GREv0") != std::string::npos);
        if (!isGre)
        {
            continue;
        }
        ++grePackets;
        const auto said = Match(texts[i],
                                R"(GREv0, Flags \[key present\], key=0x(\w+), length (\d+)\n\t)"
                                R"((gre-proto-0x(\w+)|keep-alive|CDPv2))");
        const uint32_t protocol = said[3] == "keep-alive" ? 0u
                                : said[3] == "CDPv2"      ? 0x2000u
                                                          : FromHex(said[4]);
        EXPECT_EQ(ip->payload->GetSize(), FromDecimal(said[2]));
        const auto gre = TakeHeader<GreHeader>(ip->payload);
        EXPECT_EQ(gre.GetProtocol(), protocol);
        EXPECT_EQ(gre.GetKey(), FromHex(said[1]));
        EXPECT_EQ(gre.GetSequence(), std::nullopt);
        EXPECT_FALSE(gre.HasChecksum());
    }
    EXPECT_EQ(grePackets, 30);
}

TEST_F(RealCapture, TaggedFramesAreAsTsharkCounts)
{
    // tshark -r various_gre.pcap -Y vlan -T fields -e vlan.id -e vlan.priority -e vlan.dei |
    //     sort | uniq -c says 51 times "1213 0 0"; 30 of them have ethertype 0x0800
    int tagged = 0;
    int withIpv4 = 0;
    for (const Bytes& bytes : Packets("various_gre"))
    {
        if (bytes[12] == 0x81 && bytes[13] == 0x00)
        {
            ++tagged;
            const auto tag =
                TakeHeader<Dot1qHeader>(PacketOf(Bytes(bytes.begin() + 14, bytes.end())));
            EXPECT_EQ(tag.GetVlanId(), 1213);
            EXPECT_EQ(tag.GetPriority(), 0);
            EXPECT_FALSE(tag.IsDropEligible());
            withIpv4 += tag.GetEtherType() == 0x0800;
        }
    }
    EXPECT_EQ(tagged, 51);
    EXPECT_EQ(withIpv4, 30);
}

TEST_F(RealCapture, MplsPacketsAreAsTcpdumpSays)
{
    const Bytes pppMpls{0xff, 0x03, 0x02, 0x81}; // RFC 1662 §3.1, RFC 3032 §4.3
    const auto packets = Packets("mpls-traceroute");
    const auto texts = TcpdumpText("mpls-traceroute");
    ASSERT_EQ(packets.size(), 18u);
    ASSERT_EQ(texts.size(), 18u);
    int labelled = 0;
    for (size_t i = 0; i < packets.size(); ++i)
    {
        SCOPED_TRACE(texts[i]);
        const bool isMpls = std::equal(pppMpls.begin(), pppMpls.end(), packets[i].begin());
        ASSERT_EQ(isMpls, texts[i].find("MPLS (") != std::string::npos);
        if (!isMpls)
        {
            continue;
        }
        ++labelled;
        const auto said = Match(texts[i],
                                R"(MPLS \(label (\d+), tc (\d), (\[S\], )?ttl (\d+)\) )"
                                R"(IP ([\d.]+)\.\d+ > ([\d.]+)\.\d+: UDP)");
        Ptr<Packet> packet = PacketOf(Bytes(packets[i].begin() + 4, packets[i].end()));
        const auto mpls = TakeHeader<MplsHeader>(packet);
        EXPECT_EQ(mpls.GetLabel(), FromDecimal(said[1]));
        EXPECT_EQ(mpls.GetTrafficClass(), FromDecimal(said[2]));
        EXPECT_EQ(mpls.IsBottomOfStack(), said[3].matched);
        EXPECT_EQ(mpls.GetTtl(), FromDecimal(said[4]));
        Ipv4Header inner;
        packet->PeekHeader(inner);
        EXPECT_EQ(inner.GetSource(), Ipv4Address(said[5].str().c_str()));
        EXPECT_EQ(inner.GetDestination(), Ipv4Address(said[6].str().c_str()));
    }
    EXPECT_EQ(labelled, 9);
}

TEST_F(RealCapture, ParseFrameAgreesWithNs3OnEveryFrame)
{
    int frames = 0;
    for (const char* name : {"vxlan", "vxlan_port_8472", "geneve", "geneve-gcp", "various_gre"})
    {
        for (const Bytes& bytes : Packets(name))
        {
            ++frames;
            const auto fields = ParseFrame(bytes);
            const auto ip = Ipv4OfFrame(bytes);
            ASSERT_TRUE(fields);
            ASSERT_EQ(fields->isIpv4, ip.has_value());
            if (ip)
            {
                EXPECT_EQ(Ipv4Address(fields->source), ip->header.GetSource());
                EXPECT_EQ(Ipv4Address(fields->destination), ip->header.GetDestination());
                EXPECT_EQ(fields->protocol, ip->header.GetProtocol());
                EXPECT_EQ(fields->ttl, ip->header.GetTtl());
                EXPECT_EQ(fields->tos, ip->header.GetTos());
                EXPECT_EQ(fields->identification, ip->header.GetIdentification());
                EXPECT_EQ(fields->dontFragment, ip->header.IsDontFragment());
                EXPECT_EQ(fields->moreFragments, !ip->header.IsLastFragment());
                EXPECT_EQ(fields->fragmentOffset, ip->header.GetFragmentOffset());
                EXPECT_EQ(fields->totalLength - (fields->l4Offset - fields->l3Offset),
                          ip->header.GetPayloadSize());
            }
        }
    }
    EXPECT_EQ(frames, 10 + 10 + 39 + 1 + 100);
}

} // namespace ns3::vnlab::test
