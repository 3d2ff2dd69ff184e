// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_PACKET_SOCKET_H
#define VNLAB_TEST_PACKET_SOCKET_H

#include "test/support/network-namespace.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/**
 * @brief Whole Ethernet frames on a Linux device (packet(7)).
 *
 * Received frames come through a ring that the kernel copies them into when it sees them. Without
 * one, a socket gets the kernel's own buffer, which others change after it was seen: IP forwarding
 * and VXLAN's congestion marks write into it.
 */
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
    std::optional<std::vector<uint8_t>> Receive();

  private:
    void MapRing(const std::string& device);

    int m_fd{-1};
    uint8_t* m_ring{nullptr};
    uint32_t m_next{0}; ///< slot of the ring
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_PACKET_SOCKET_H
