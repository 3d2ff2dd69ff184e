// SPDX-License-Identifier: GPL-2.0-only
// Tunnels that the reference machine's kernel does not have, read by two dissectors: random packets,
// every field that tshark shows of the tunnel and of the outer IPv4 header, and what is inside.
#include "model/wire/tunnel-overhead.h"
#include "test/support/tcpdump.h"
#include "test/support/temporary-folder.h"
#include "test/support/tshark.h"
#include "test/wire/dissected-fields.h"
#include "test/wire/encapsulation.h"
#include "test/wire/esp-seal.h"
#include "test/wire/wire-bytes.h"

#include "ns3/pcap-file.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <iostream>
#include <random>

namespace ns3::vnlab::test
{
namespace
{

using nlohmann::json;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr size_t kPackets = 250;

/// What a tunnel is expected to look like around an inner frame.
struct Case
{
    Ptr<Packet> inner;
    Ptr<Packet> packet;
    std::string tunnelLayer; ///< as tshark names it; empty: outer IPv4 alone
    json tunnel;             ///< that layer, whole
    std::string protocol;    ///< of the outer IPv4 header
    bool hasInnerEthernet{false};
};

size_t
CountFields(const json& node)
{
    if (!node.is_structured())
    {
        return 1;
    }
    size_t count = 0;
    for (const json& value : node)
    {
        count += CountFields(value);
    }
    return count;
}

class TunnelFormat : public ::testing::Test
{
  protected:
    void SetUp() override
    {
        if (!TsharkAvailable() || !TcpdumpAvailable())
        {
            GTEST_SKIP() << "tshark and tcpdump are not both installed";
        }
    }

    uint32_t Draw(uint32_t least, uint32_t most)
    {
        return std::uniform_int_distribution<uint32_t>(least, most)(m_random);
    }

    Ptr<Packet> DrawInner()
    {
        return EchoFrame(Draw(0, 1400));
    }

    std::string Capture(const std::vector<Ptr<Packet>>& packets)
    {
        constexpr uint32_t ethernetLinkType = 1;
        const std::string path = m_folder / (std::to_string(m_captures++) + ".pcap");
        PcapFile file;
        file.Open(path, std::ios::out);
        file.Init(ethernetLinkType);
        for (const auto& packet : packets)
        {
            file.Write(0, 0, packet);
        }
        file.Close();
        return path;
    }

    /// Expects what both dissectors say of packets. @return fields of tshark's that were compared
    size_t ExpectDissected(const std::vector<Case>& cases,
                           const std::vector<std::string>& preferences = {})
    {
        std::vector<Ptr<Packet>> packets;
        std::vector<Ptr<Packet>> inner;
        for (const Case& one : cases)
        {
            packets.push_back(one.packet);
            inner.push_back(one.inner);
        }
        const std::string path = Capture(packets);
        const std::vector<json> seen = Dissect(path, preferences);
        const std::vector<json> plain = Dissect(Capture(inner));
        EXPECT_THAT(Problems(seen, {"icmp"}), IsEmpty());
        EXPECT_EQ(seen.size(), cases.size());
        size_t fields = 0;
        for (size_t i = 0; i < seen.size() && !HasFailure(); ++i)
        {
            fields += ExpectOne(cases[i], seen[i], plain.at(i));
        }
        const TcpdumpReading reading = ReadWithTcpdump(path);
        EXPECT_EQ(reading.packets, cases.size());
        EXPECT_THAT(reading.badChecksums, IsEmpty());
        const auto* info = ::testing::UnitTest::GetInstance()->current_test_info();
        std::cout << info->name() << ": " << seen.size() << " packets, " << fields
                  << " fields as expected by tshark; tcpdump: " << reading.packets << " packets, "
                  << reading.badChecksums.size() << " bad checksums\n";
        return fields;
    }

    std::mt19937 m_random{1};

  private:
    static size_t ExpectOne(const Case& one, const json& layers, const json& plain)
    {
        const json expectedIp = OuterIpv4Fields(one.packet->GetSize() - headersize::kEthernet,
                                                one.protocol,
                                                layers.at("ip").at(0).at("ip.checksum_calculated"));
        EXPECT_EQ(layers.at("ip").at(0), expectedIp);
        EXPECT_EQ(layers.at("ip").at(1), plain.at("ip"));
        EXPECT_EQ(layers.at("icmp"), plain.at("icmp"));
        size_t fields = CountFields(expectedIp) + CountFields(plain.at("ip")) +
                        CountFields(plain.at("icmp")) + CountFields(one.tunnel);
        if (one.hasInnerEthernet)
        {
            EXPECT_EQ(layers.at("eth").at(1), plain.at("eth"));
            fields += CountFields(plain.at("eth"));
        }
        if (!one.tunnelLayer.empty())
        {
            EXPECT_EQ(layers.at(one.tunnelLayer), one.tunnel);
        }
        return fields;
    }

    TemporaryFolder m_folder;
    int m_captures{0};
};

constexpr uint32_t kSpi = 0x12345678;

} // namespace

TEST_F(TunnelFormat, Nvgre)
{
    std::vector<Case> cases;
    for (size_t i = 0; i < kPackets; ++i)
    {
        const Ptr<Packet> inner = DrawInner();
        const uint32_t vsid = Draw(0, 0xffffff);
        const auto flowId = static_cast<uint8_t>(Draw(0, 0xff));
        cases.push_back(
            {inner, InNvgre(inner, vsid, flowId), "gre", NvgreFields(vsid, flowId), "47", true});
    }
    ExpectDissected(cases);
}

TEST_F(TunnelFormat, Geneve)
{
    std::vector<Case> cases;
    for (size_t i = 0; i < kPackets; ++i)
    {
        GeneveHeader geneve;
        geneve.SetVni(Vni{Draw(0, 0xffffff)});
        geneve.SetControl(Draw(0, 1) == 1);
        for (uint32_t option = Draw(0, 3); option > 0; --option)
        {
            constexpr uint32_t experimental = 0xff00; // option classes, RFC 8926 §7.2
            Bytes data(4 * Draw(1, 8));
            std::ranges::generate(data, [this] { return static_cast<uint8_t>(Draw(0, 255)); });
            geneve.AddOption({static_cast<uint16_t>(Draw(experimental, 0xffff)),
                              static_cast<uint8_t>(Draw(0, 255)),
                              data});
        }
        const Ptr<Packet> inner = DrawInner();
        cases.push_back(
            {inner, InGeneve(inner, geneve), "geneve", GeneveFields(geneve), "17", true});
    }
    ExpectDissected(cases);
}

TEST_F(TunnelFormat, IpInIp)
{
    std::vector<Case> cases;
    for (size_t i = 0; i < kPackets; ++i)
    {
        const Ptr<Packet> inner = DrawInner();
        cases.push_back({inner, InIpInIp(inner), "", {}, "4", false});
    }
    ExpectDissected(cases);
}

TEST_F(TunnelFormat, EspDecryptsToTheOriginal)
{
    EspKeys keys;
    std::ranges::generate(keys.key, [this] { return static_cast<uint8_t>(Draw(0, 255)); });
    std::ranges::generate(keys.salt, [this] { return static_cast<uint8_t>(Draw(0, 255)); });
    std::vector<Case> cases;
    for (uint32_t sequence = 1; sequence <= kPackets; ++sequence)
    {
        const Ptr<Packet> inner = DrawInner();
        const Ptr<Packet> packet = InSealedEsp(inner, kSpi, sequence, keys);
        cases.push_back({inner,
                         packet,
                         "esp",
                         EspFields(BytesOf(inner), BytesOf(packet), kSpi, sequence),
                         "50",
                         false});
    }
    ExpectDissected(cases, EspPreferences(kSpi, keys));
}

TEST_F(TunnelFormat, EspIsOpaqueUnderAnotherKey)
{
    EspKeys other;
    other.key.fill(1);
    const std::string path = Capture({InSealedEsp(EchoFrame(), kSpi, 1, EspKeys{})});
    const json layers = Dissect(path, EspPreferences(kSpi, other)).at(0);
    EXPECT_EQ(layers.at("esp").at("esp.icv_tree").at("esp.icv_bad"), "1");
    EXPECT_FALSE(layers.contains("icmp"));
}

TEST_F(TunnelFormat, TcpdumpNamesEveryDamagedChecksum)
{
    const auto damaged = [](const Ptr<Packet>& packet, size_t at)
    {
        Bytes bytes = BytesOf(packet);
        bytes.at(at) ^= 0xff;
        return PacketOf(bytes);
    };
    constexpr size_t ipv4Checksum = headersize::kEthernet + 10;
    constexpr size_t udpChecksum = headersize::kEthernet + headersize::kIpv4 + 6;
    const Ptr<Packet> geneve = InGeneve(EchoFrame(), GeneveHeader());
    const TcpdumpReading reading =
        ReadWithTcpdump(Capture({geneve,
                                 damaged(geneve, ipv4Checksum),
                                 damaged(geneve, udpChecksum),
                                 damaged(geneve, geneve->GetSize() - 1)}));
    EXPECT_EQ(reading.packets, 4U);
    EXPECT_THAT(reading.badChecksums,
                ElementsAre(HasSubstr("bad cksum"),
                            HasSubstr("bad udp cksum"),
                            HasSubstr("bad udp cksum"),
                            HasSubstr("wrong icmp cksum")))
        << reading.text;
    EXPECT_EQ(reading.goodTransportChecksums, 2U);
}

} // namespace ns3::vnlab::test
