// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/calibration/loopback-pair.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdexcept>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>

namespace ns3::vnlab
{

namespace
{

void
Check(int result, const char* call)
{
    if (result < 0)
    {
        throw std::system_error(errno, std::generic_category(), call);
    }
}

/// @return a socket that is connected to the listener
int
ConnectTo(const LoopbackListener& listener)
{
    const int client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const auto* address = reinterpret_cast<const sockaddr*>(&listener.Address());
    if (client >= 0 && connect(client, address, sizeof(listener.Address())) != 0)
    {
        const int error = errno;
        close(client);
        errno = error;
        return -1;
    }
    return client;
}

void
DoNotWait(int descriptor)
{
    const int yes = 1;
    const linger reset{1, 0};
    Check(fcntl(descriptor, F_SETFL, O_NONBLOCK), "fcntl");
    Check(setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof(yes)), "setsockopt");
    Check(setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &reset, sizeof(reset)), "setsockopt");
}

} // namespace

Socket::Socket(int descriptor, const char* call)
    : m_descriptor(descriptor)
{
    Check(descriptor, call);
}

Socket::~Socket()
{
    close(m_descriptor);
}

LoopbackListener::LoopbackListener()
    : m_socket(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket")
{
    m_address.sin_family = AF_INET;
    m_address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* address = reinterpret_cast<sockaddr*>(&m_address);
    socklen_t length = sizeof(m_address);
    Check(bind(Descriptor(), address, length), "bind to 127.0.0.1");
    Check(listen(Descriptor(), 1), "listen");
    Check(getsockname(Descriptor(), address, &length), "getsockname");
}

LoopbackPair::LoopbackPair(const LoopbackListener& listener)
    : m_client(ConnectTo(listener), "connect over loopback"),
      m_server(accept4(listener.Descriptor(), nullptr, nullptr, SOCK_CLOEXEC), "accept")
{
    DoNotWait(Client());
    DoNotWait(Server());
}

void
LoopbackPair::WaitForInput() const
{
    constexpr int kPatience_ms = 5'000;
    std::array ends{pollfd{Client(), POLLIN, 0}, pollfd{Server(), POLLIN, 0}};
    if (poll(ends.data(), ends.size(), kPatience_ms) == 0)
    {
        throw std::runtime_error("nothing arrives over loopback");
    }
}

} // namespace ns3::vnlab
