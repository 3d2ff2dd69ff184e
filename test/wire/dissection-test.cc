// SPDX-License-Identifier: GPL-2.0-only
// Captures of our encapsulations, read by tshark; and that it finds what is wrong with wrong ones.
#include "model/wire/outer-ipv4-udp.h"
#include "model/wire/packet-bytes.h"
#include "model/wire/vxlan-header.h"
#include "test/support/temporary-folder.h"
#include "test/support/tshark.h"
#include "test/wire/encapsulation.h"
#include "test/wire/wire-bytes.h"

#include "ns3/pcap-file.h"

#include <gmock/gmock.h>

namespace ns3::vnlab::test
{
namespace
{

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;

constexpr uint32_t kEthernetLinkType = 1;

class Dissection : public ::testing::Test
{
  protected:
    void SetUp() override
    {
        if (!TsharkAvailable())
        {
            GTEST_SKIP() << "tshark is not installed";
        }
    }

    /// @return the path of a capture that holds these packets, cut to the snap length
    static std::string Capture(const std::vector<Ptr<Packet>>& packets, uint32_t snapLength = 65535)
    {
        const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
        static const TemporaryFolder folder;
        // A name that a shell would take apart.
        const std::string path =
            folder / (std::string(info->test_suite_name()) + "-" + info->name() + " a;b.pcap");
        PcapFile file;
        file.Open(path, std::ios::out);
        file.Init(kEthernetLinkType, snapLength);
        for (const auto& packet : packets)
        {
            file.Write(0, 0, packet);
        }
        file.Close();
        return path;
    }

    /// Expects that tshark finds nothing wrong and an echo request inside. @return the layers
    static json FineLayers(Ptr<Packet> packet)
    {
        const auto dissected = Dissect(Capture({packet}));
        EXPECT_THAT(Problems(dissected, {"icmp"}), IsEmpty());
        EXPECT_EQ(dissected.size(), 1u);
        EXPECT_EQ(dissected.at(0).at("icmp").at("icmp.type"), "8");
        EXPECT_EQ(dissected.at(0).at("icmp").at("icmp.checksum.status"), "1");
        return dissected.at(0);
    }

    /// @return the packet with the bits of one byte, counted from its end, inverted
    static Ptr<Packet> Damaged(Ptr<Packet> packet, size_t fromEnd)
    {
        Bytes bytes = BytesOf(packet);
        bytes.at(bytes.size() - fromEnd) ^= 0xff;
        return PacketOf(bytes);
    }
};

} // namespace

TEST_F(Dissection, Vxlan)
{
    const json layers = FineLayers(InVxlan(EchoFrame(), 0x123456));
    EXPECT_EQ(layers["frame"]["frame.protocols"],
              "eth:ethertype:ip:udp:vxlan:eth:ethertype:ip:icmp:data");
    EXPECT_EQ(layers["vxlan"]["vxlan.vni"], std::to_string(0x123456));
    EXPECT_EQ(layers["vxlan"]["vxlan.flags"], "0x0800");
    EXPECT_EQ(layers["udp"]["udp.checksum.status"], "1");
}

TEST_F(Dissection, Geneve)
{
    GeneveHeader geneve;
    geneve.SetVni(Vni{0x123456});
    geneve.AddOption({0x0102, 0x83, {1, 2, 3, 4}});
    const json layers = FineLayers(InGeneve(EchoFrame(), geneve));
    EXPECT_EQ(layers["frame"]["frame.protocols"],
              "eth:ethertype:ip:udp:geneve:eth:ethertype:ip:icmp:data");
    EXPECT_EQ(layers["geneve"]["geneve.vni"], "0x123456");
    EXPECT_EQ(layers["geneve"]["geneve.flags"], "0x40");
    EXPECT_THAT(layers["geneve"].dump(), HasSubstr(R"("geneve.option.class":"0x0102")"));
    EXPECT_THAT(layers["geneve"].dump(), HasSubstr(R"("geneve.option.type":"0x83")"));
    EXPECT_THAT(layers["geneve"].dump(),
                HasSubstr(R"("geneve.option.unknown.data":"01:02:03:04")"));
}

TEST_F(Dissection, Nvgre)
{
    const json layers = FineLayers(InNvgre(EchoFrame(), 0x123456, 0x78));
    EXPECT_EQ(layers["frame"]["frame.protocols"],
              "eth:ethertype:ip:gre:eth:ethertype:ip:icmp:data");
    EXPECT_EQ(layers["gre"]["gre.proto"], "0x6558");
    EXPECT_EQ(layers["gre"]["gre.key"], "0x12345678");
}

TEST_F(Dissection, IpInIp)
{
    const json layers = FineLayers(InIpInIp(EchoFrame()));
    EXPECT_EQ(layers["frame"]["frame.protocols"], "eth:ethertype:ip:ip:icmp:data");
    EXPECT_EQ(layers["ip"][0]["ip.proto"], "4");
    EXPECT_EQ(layers["ip"][1]["ip.src"], "10.0.0.1");
}

TEST_F(Dissection, Mpls)
{
    const json layers = FineLayers(InMpls(EchoFrame(), {100704, 17}));
    // Later versions of tshark do not name ip in the list of protocols behind mpls.
    EXPECT_THAT(layers["frame"]["frame.protocols"].get<std::string>(),
                MatchesRegex("eth:ethertype:mpls:(ip:)?icmp:data"));
    EXPECT_EQ(layers["ip"]["ip.src"], "10.0.0.1");
    EXPECT_EQ(layers["mpls"][0]["mpls.label"], "100704");
    EXPECT_EQ(layers["mpls"][0]["mpls.bottom"], "0");
    EXPECT_EQ(layers["mpls"][1]["mpls.label"], "17");
    EXPECT_EQ(layers["mpls"][1]["mpls.bottom"], "1");
}

TEST_F(Dissection, Dot1q)
{
    const json layers = FineLayers(InDot1q(EchoFrame(), 0x123, 5));
    EXPECT_EQ(layers["frame"]["frame.protocols"], "eth:ethertype:vlan:ethertype:ip:icmp:data");
    EXPECT_EQ(layers["vlan"]["vlan.id"], std::to_string(0x123));
    EXPECT_EQ(layers["vlan"]["vlan.priority"], "5");
}

TEST_F(Dissection, Esp)
{
    const auto packets = Dissect(Capture({InEsp(EchoFrame(), 0x12345678, 9)}));
    EXPECT_THAT(Problems(packets, {"esp"}), IsEmpty());
    ASSERT_EQ(packets.size(), 1u);
    EXPECT_EQ(packets[0]["esp"]["esp.spi"], "0x12345678");
    EXPECT_EQ(packets[0]["esp"]["esp.sequence"], "9");
}

TEST_F(Dissection, HeadersComposedAsBytes)
{
    Ptr<Packet> packet = EchoFrame(57);
    VxlanHeader vxlan;
    vxlan.SetVni(Vni{77});
    packet->AddHeader(vxlan);
    OuterIpv4 outer;
    outer.source = 0xc0000201;
    outer.destination = 0xc0000202;
    outer.protocol = 17;
    outer.l4Length = kUdpSize + packet->GetSize();
    Bytes head(kEthernetIpv4Size + kUdpSize);
    ASSERT_GT(WriteEthernetIpv4(head, outer), 0u);
    ASSERT_GT(WriteUdp(std::span(head).subspan(kEthernetIpv4Size),
                       outer,
                       50000,
                       4789,
                       InternetChecksum{}.Add(BytesOf(packet))),
              0u);
    PrependBytes(packet, head);
    const json layers = FineLayers(packet);
    EXPECT_EQ(layers["vxlan"]["vxlan.vni"], "77");
    EXPECT_EQ(layers["udp"]["udp.checksum.status"], "1");
    EXPECT_EQ(layers["ip"][0]["ip.checksum.status"], "1");
}

TEST_F(Dissection, EveryDamagedChecksumIsAProblem)
{
    // the last byte is ICMP data; 98 bytes from the end the inner frame begins
    EXPECT_THAT(Problems(Capture({Damaged(EchoFrame(), 1)}), {"icmp"}),
                ElementsAre("packet 1 (eth:ethertype:ip:icmp:data): bad checksum: icmp"));
    EXPECT_THAT(Problems(Capture({Damaged(EchoFrame(), 84 - 8)}), {"icmp"}),
                ElementsAre("packet 1 (eth:ethertype:ip:icmp:data): bad checksum: ip"));
    EXPECT_THAT(Problems(Capture({EchoFrame(), Damaged(InVxlan(EchoFrame(), 1), 98)}), {"icmp"}),
                ElementsAre("packet 2 (eth:ethertype:ip:udp:vxlan:eth:ethertype:ip:icmp:data): "
                            "bad checksum: udp"));
}

TEST_F(Dissection, TunnelThatIsNotRecognisedIsAProblem)
{
    const std::string path = Capture({InVxlan(EchoFrame(), 1, 9999)});
    EXPECT_THAT(Problems(path, {"icmp"}),
                ElementsAre("packet 1 (eth:ethertype:ip:udp:data): ends in udp"));
    EXPECT_THAT(Problems(path), IsEmpty());
}

TEST_F(Dissection, MalformedPacketIsAProblem)
{
    Ptr<Packet> packet = EchoFrame();
    packet->RemoveAtEnd(80); // of 84 bytes of IPv4, which still claims them
    EXPECT_THAT(Problems(Capture({packet}), {"ip"}),
                ::testing::Contains(HasSubstr("_ws.malformed")));
}

TEST_F(Dissection, PacketCutByTheCaptureIsAProblem)
{
    EXPECT_THAT(Problems(Capture({EchoFrame()}, 30), {"icmp"}),
                ::testing::Contains(HasSubstr("_ws.short")));
}

TEST_F(Dissection, LengthBeyondTheFrameIsAProblem)
{
    Ptr<Packet> packet = EchoFrame();
    packet->RemoveAtEnd(1);
    EXPECT_THAT(Problems(Capture({packet}), {"icmp"}),
                ::testing::Contains(HasSubstr("IPv4 total length exceeds packet length")));
}

TEST_F(Dissection, MissingFileIsAnError)
{
    EXPECT_THROW(Dissect(::testing::TempDir() + "no-such-file.pcap"), std::runtime_error);
}

} // namespace ns3::vnlab::test
