// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_NETNS_CONVERSATION_H
#define VNLAB_TEST_NETNS_CONVERSATION_H

#include "test/conformance/netns/network.h"

#include <optional>
#include <string>

namespace ns3::vnlab::test
{

// patience_ms: how long a packet, or a connection to be opened, is waited for

/// @return whether an ICMP echo request is answered, with its own data
bool Ping(const Guest& from, const Guest& to, int patience_ms);

/// @return whether a UDP datagram arrives and is sent back. @param size bytes of payload
bool EchoUdp(const Guest& from, const Guest& to, size_t size, int patience_ms);

/// What a TCP connection carried.
struct TcpTransfer
{
    std::string sentSha256; ///< hexadecimal
    std::string receivedSha256;
    size_t received{0}; ///< bytes
    double seconds{0};
};

/// Opens a TCP connection and sends random bytes. @return nothing where it cannot be opened
std::optional<TcpTransfer> SendTcp(const Guest& from,
                                   const Guest& to,
                                   size_t size,
                                   int patience_ms);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_NETNS_CONVERSATION_H
