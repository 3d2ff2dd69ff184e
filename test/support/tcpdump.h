// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_TCPDUMP_H
#define VNLAB_TEST_TCPDUMP_H

#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/// @return whether tcpdump can be run; tests that need it skip where it cannot
bool TcpdumpAvailable();

/// What `tcpdump -vvv`, a dissector with no code of tshark's, says about a capture.
struct TcpdumpReading
{
    std::string text;
    size_t packets{0};
    std::vector<std::string> badChecksums; ///< the lines that name one
    size_t goodTransportChecksums{0};      ///< "[udp sum ok]" and "(correct)"
};

/// @throws std::runtime_error where tcpdump cannot be run or refuses the file
TcpdumpReading ReadWithTcpdump(const std::string& pcapPath);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_TCPDUMP_H
