// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/real-capture.h"

#include "ns3/pcap-file.h"

#include <filesystem>
#include <fstream>
#include <sstream>

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

std::vector<std::vector<uint8_t>>
RealCapture::Packets(const std::string& name)
{
    PcapFile file;
    file.Open(kFolder + "/" + name + ".pcap", std::ios::in);
    EXPECT_FALSE(file.Fail()) << name;
    std::vector<std::vector<uint8_t>> packets;
    std::vector<uint8_t> bytes(65536);
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

std::vector<std::vector<std::string>>
RealCapture::TsharkFields(const std::string& name)
{
    std::ifstream file(kFolder + "/" + name + ".pcap.tshark.tsv");
    EXPECT_TRUE(file) << name;
    std::vector<std::vector<std::string>> packets;
    std::string line;
    for (std::getline(file, line); std::getline(file, line);) // the first line names the fields
    {
        std::istringstream fields(line);
        packets.emplace_back();
        for (std::string field; std::getline(fields, field, '\t');)
        {
            packets.back().push_back(field);
        }
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

} // namespace ns3::vnlab::test
