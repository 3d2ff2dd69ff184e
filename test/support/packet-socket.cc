// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/packet-socket.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace ns3::vnlab::test
{

namespace
{

constexpr uint32_t kSlotSize = 2048;
constexpr uint32_t kSlots = 256;
constexpr uint32_t kRingSize = kSlotSize * kSlots;
constexpr size_t kAddresses = 12; // where a tag stands

void
Require(bool done, const std::string& what)
{
    if (!done)
    {
        throw std::system_error(errno, std::generic_category(), what);
    }
}

void
Enable(int fd, int option, const std::string& device)
{
    const int on = 1;
    Require(setsockopt(fd, SOL_PACKET, option, &on, sizeof(on)) == 0, device);
}

/// Puts back a tag that the kernel took out of the frame.
void
RestoreTag(const tpacket2_hdr& slot, std::vector<uint8_t>& frame)
{
    if ((slot.tp_status & TP_STATUS_VLAN_VALID) != 0)
    {
        const std::array<uint8_t, 4> tag{static_cast<uint8_t>(slot.tp_vlan_tpid >> 8),
                                         static_cast<uint8_t>(slot.tp_vlan_tpid),
                                         static_cast<uint8_t>(slot.tp_vlan_tci >> 8),
                                         static_cast<uint8_t>(slot.tp_vlan_tci)};
        frame.insert(frame.begin() + kAddresses, tag.begin(), tag.end());
    }
}

} // namespace

PacketSocket::PacketSocket(const NetworkNamespace& where, const std::string& device, Sees sees)
{
    where.Visit(
        [&]
        {
            m_fd = socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
            Require(m_fd >= 0, "a packet socket");
            if (sees == Sees::kReceived)
            {
                Enable(m_fd, PACKET_IGNORE_OUTGOING, device);
            }
            if (sees != Sees::kNothing)
            {
                MapRing(device);
            }
            sockaddr_ll address{};
            address.sll_family = AF_PACKET;
            address.sll_protocol = sees == Sees::kNothing ? 0 : htons(ETH_P_ALL);
            address.sll_ifindex = static_cast<int>(if_nametoindex(device.c_str()));
            Require(bind(m_fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0,
                    device);
        });
}

void
PacketSocket::MapRing(const std::string& device)
{
    const int version = TPACKET_V2;
    const tpacket_req ring{kRingSize, 1, kSlotSize, kSlots};
    Require(setsockopt(m_fd, SOL_PACKET, PACKET_VERSION, &version, sizeof(version)) == 0 &&
                setsockopt(m_fd, SOL_PACKET, PACKET_RX_RING, &ring, sizeof(ring)) == 0,
            device);
    void* mapped = mmap(nullptr, kRingSize, PROT_READ | PROT_WRITE, MAP_SHARED, m_fd, 0);
    Require(mapped != MAP_FAILED, device);
    m_ring = static_cast<uint8_t*>(mapped);
}

PacketSocket::~PacketSocket()
{
    if (m_ring)
    {
        munmap(m_ring, kRingSize);
    }
    if (m_fd >= 0)
    {
        close(m_fd);
    }
}

PacketSocket::PacketSocket(PacketSocket&& other) noexcept
    : m_fd(std::exchange(other.m_fd, -1)),
      m_ring(std::exchange(other.m_ring, nullptr)),
      m_next(other.m_next)
{
}

int
PacketSocket::Descriptor() const
{
    return m_fd;
}

void
PacketSocket::Send(std::span<const uint8_t> frame) const
{
    Require(send(m_fd, frame.data(), frame.size(), 0) == static_cast<ssize_t>(frame.size()),
            "sending " + std::to_string(frame.size()) + " bytes");
}

std::optional<std::vector<uint8_t>>
PacketSocket::Receive()
{
    uint8_t* slot = m_ring + size_t{m_next} * kSlotSize;
    auto* header = reinterpret_cast<tpacket2_hdr*>(slot);
    if ((__atomic_load_n(&header->tp_status, __ATOMIC_ACQUIRE) & TP_STATUS_USER) == 0)
    {
        return std::nullopt;
    }
    const uint8_t* data = slot + header->tp_mac;
    std::vector<uint8_t> frame(data, data + header->tp_snaplen);
    RestoreTag(*header, frame);
    __atomic_store_n(&header->tp_status, TP_STATUS_KERNEL, __ATOMIC_RELEASE);
    m_next = (m_next + 1) % kSlots;
    return frame;
}

} // namespace ns3::vnlab::test
