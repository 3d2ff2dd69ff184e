// SPDX-License-Identifier: GPL-2.0-only
#include "test/wire/capture.h"

#include "model/wire/dot1q-header.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/ethernet-header.h"
#include "ns3/pcap-file.h"

#include <filesystem>
#include <fstream>

namespace ns3::vnlab::test
{
namespace
{

const std::string kFolder = std::string(VNLAB_DATA_DIR) + "/pcap";

} // namespace

void
RealCapture::SetUp()
{
    if (!std::filesystem::is_directory(kFolder))
    {
        GTEST_SKIP() << "no captures at " << kFolder;
    }
}

std::vector<Bytes>
RealCapture::Packets(const std::string& name)
{
    PcapFile file;
    file.Open(kFolder + "/" + name + ".pcap", std::ios::in);
    EXPECT_FALSE(file.Fail()) << name;
    std::vector<Bytes> packets;
    Bytes bytes(65536);
    uint32_t seconds;
    uint32_t microseconds;
    uint32_t included;
    uint32_t original;
    uint32_t read;
    const auto readOne = [&]()
    {
        file.Read(bytes.data(),
                  static_cast<uint32_t>(bytes.size()),
                  seconds,
                  microseconds,
                  included,
                  original,
                  read);
        return !file.Fail() && !file.Eof();
    };
    while (readOne())
    {
        packets.emplace_back(bytes.begin(), bytes.begin() + read);
    }
    return packets;
}

std::vector<std::string>
RealCapture::TcpdumpText(const std::string& name)
{
    std::ifstream file(kFolder + "/" + name + ".out");
    EXPECT_TRUE(file) << name;
    const std::regex firstLine(R"(^ *\d+  \d{4}-\d\d-\d\d \d\d:\d\d:.*)");
    std::vector<std::string> texts;
    for (std::string line; std::getline(file, line);)
    {
        if (std::regex_match(line, firstLine))
        {
            texts.emplace_back();
        }
        texts.back() += line + "\n";
    }
    return texts;
}

std::optional<Ipv4Packet>
Ipv4OfFrame(const Bytes& frame)
{
    Ptr<Packet> packet = PacketOf(frame);
    EthernetHeader ethernet(false);
    packet->RemoveHeader(ethernet);
    uint16_t etherType = ethernet.GetLengthType();
    if (etherType == ethertype::kDot1q)
    {
        etherType = TakeHeader<Dot1qHeader>(packet).GetEtherType();
    }
    if (etherType != ethertype::kIpv4)
    {
        return std::nullopt;
    }
    Ipv4Header header;
    header.EnableChecksum();
    packet->RemoveHeader(header);
    EXPECT_TRUE(header.IsChecksumOk());
    return Ipv4Packet{header, packet->CreateFragment(0, header.GetPayloadSize())};
}

} // namespace ns3::vnlab::test
