// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SOCKET_DEFAULTS_H
#define VNLAB_SOCKET_DEFAULTS_H

#include "ns3/attribute.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <map>
#include <string>

namespace ns3::vnlab
{

/// What ns-3's TCP sockets do not find out for themselves.
struct SocketSizes
{
    uint32_t segmentBytes; ///< payload of a full segment; ns-3 does not look at the device's MTU
    uint32_t bufferBytes;  ///< for sending, and for receiving: the window
};

/// @return the payload that fills a packet of an MTU: IPv4, TCP, and RFC 7323's timestamps, which ns-3's
///         segments all have, take 52 bytes
constexpr uint32_t
SegmentFor(uint32_t mtu)
{
    return mtu - 52;
}

/// Makes sizes the defaults of TCP sockets for as long as it lives, then those that were before: the
/// sockets of stock applications are made where nobody can reach them.
class SocketDefaults
{
  public:
    explicit SocketDefaults(const SocketSizes& sizes);
    ~SocketDefaults();
    SocketDefaults(const SocketDefaults&) = delete;
    SocketDefaults& operator=(const SocketDefaults&) = delete;

  private:
    std::map<std::string, Ptr<const AttributeValue>> m_before; ///< by the attribute's full name
};

} // namespace ns3::vnlab

#endif // VNLAB_SOCKET_DEFAULTS_H
