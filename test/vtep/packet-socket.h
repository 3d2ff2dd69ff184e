// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_VTEP_PACKET_SOCKET_H
#define VNLAB_TEST_VTEP_PACKET_SOCKET_H

#include "test/vtep/network-namespace.h"
#include "test/vtep/world.h"

#include <optional>
#include <span>
#include <string>

namespace ns3::vnlab::test
{

/// Whole Ethernet frames on a Linux device (packet(7)).
class PacketSocket
{
  public:
    enum class Sees
    {
        kNothing,  ///< for sending only
        kReceived, ///< what the device receives
        kBoth,     ///< what it sends, but not through this socket, and what it receives
    };

    /// @throw std::system_error where the process may not
    PacketSocket(const NetworkNamespace& where, const std::string& device, Sees sees);
    ~PacketSocket();
    PacketSocket(PacketSocket&& other) noexcept;
    PacketSocket& operator=(PacketSocket&&) = delete;

    int Descriptor() const;

    void Send(std::span<const uint8_t> frame) const;

    /// @return the next frame that was seen, with the 802.1Q tag that Linux holds beside it put
    ///         back; nothing where there is none yet
    std::optional<Bytes> Receive() const;

  private:
    int m_fd{-1};
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_VTEP_PACKET_SOCKET_H
