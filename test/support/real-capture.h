// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_REAL_CAPTURE_H
#define VNLAB_TEST_REAL_CAPTURE_H

#include <cstdint>
#include <gtest/gtest.h>
#include <string>
#include <vector>

// GCC 12 warns falsely inside <regex> where AddressSanitizer is on.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#include <regex>
#pragma GCC diagnostic pop

namespace ns3::vnlab::test
{

/// Skips its tests where the real captures are absent.
class RealCapture : public ::testing::Test
{
  protected:
    void SetUp() override;

    /// @return the packets of <data>/pcap/<name>.pcap
    static std::vector<std::vector<uint8_t>> Packets(const std::string& name);

    /// @return the fields that tshark reads in each packet, from <data>/pcap/<name>.pcap.tshark.tsv
    static std::vector<std::vector<std::string>> TsharkFields(const std::string& name);

    /// @return what tcpdump says of each packet, from <data>/pcap/<name>.out
    static std::vector<std::string> TcpdumpText(const std::string& name);
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_REAL_CAPTURE_H
