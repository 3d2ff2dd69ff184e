// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TCP_CONNECTION_H
#define VNLAB_TCP_CONNECTION_H

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <compare>
#include <cstdint>

namespace ns3::vnlab
{

/// What names a TCP connection, seen from one of its ends. Addresses and ports in host byte order.
struct TcpConnection
{
    uint32_t address{0}; ///< one's own
    uint16_t port{0};
    uint32_t peer{0};
    uint16_t peerPort{0};

    auto operator<=>(const TcpConnection&) const = default;
};

/// Is told what becomes of the connections of one machine.
class TcpEvents
{
  public:
    virtual ~TcpEvents() = default;

    /// A connection is open: one that was asked for, or one that was accepted.
    virtual void Opened(const TcpConnection& connection) = 0;

    /// Data came, in order. @param payload the receiver's
    virtual void Received(const TcpConnection& connection, Ptr<Packet> payload) = 0;

    /// The other end has closed it, reset it or refused it.
    virtual void Closed(const TcpConnection& connection) = 0;
};

} // namespace ns3::vnlab

#endif // VNLAB_TCP_CONNECTION_H
