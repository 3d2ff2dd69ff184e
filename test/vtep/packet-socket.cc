// SPDX-License-Identifier: GPL-2.0-only
#include "test/vtep/packet-socket.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace ns3::vnlab::test
{

namespace
{

constexpr size_t kLongestFrame = 65536;
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
RestoreTag(msghdr& message, Bytes& frame)
{
    for (cmsghdr* part = CMSG_FIRSTHDR(&message); part; part = CMSG_NXTHDR(&message, part))
    {
        tpacket_auxdata data;
        if (part->cmsg_level != SOL_PACKET || part->cmsg_type != PACKET_AUXDATA)
        {
            continue;
        }
        std::memcpy(&data, CMSG_DATA(part), sizeof(data));
        if ((data.tp_status & TP_STATUS_VLAN_VALID) != 0)
        {
            const std::array<uint8_t, 4> tag{static_cast<uint8_t>(data.tp_vlan_tpid >> 8),
                                             static_cast<uint8_t>(data.tp_vlan_tpid),
                                             static_cast<uint8_t>(data.tp_vlan_tci >> 8),
                                             static_cast<uint8_t>(data.tp_vlan_tci)};
            frame.insert(frame.begin() + kAddresses, tag.begin(), tag.end());
        }
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
            Enable(m_fd, PACKET_AUXDATA, device);
            sockaddr_ll address{};
            address.sll_family = AF_PACKET;
            address.sll_protocol = sees == Sees::kNothing ? 0 : htons(ETH_P_ALL);
            address.sll_ifindex = static_cast<int>(if_nametoindex(device.c_str()));
            Require(bind(m_fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0,
                    device);
        });
}

PacketSocket::~PacketSocket()
{
    if (m_fd >= 0)
    {
        close(m_fd);
    }
}

PacketSocket::PacketSocket(PacketSocket&& other) noexcept
    : m_fd(std::exchange(other.m_fd, -1))
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

std::optional<Bytes>
PacketSocket::Receive() const
{
    Bytes frame(kLongestFrame);
    alignas(cmsghdr) std::array<char, 256> control;
    iovec part{frame.data(), frame.size()};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t size = recvmsg(m_fd, &message, 0);
    if (size < 0)
    {
        Require(errno == EAGAIN, "receiving");
        return std::nullopt;
    }
    frame.resize(static_cast<size_t>(size));
    RestoreTag(message, frame);
    return frame;
}

} // namespace ns3::vnlab::test
