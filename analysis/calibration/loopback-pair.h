// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LOOPBACK_PAIR_H
#define VNLAB_LOOPBACK_PAIR_H

#include <netinet/in.h>

namespace ns3::vnlab
{

/// A socket, closed with its owner.
class Socket
{
  public:
    /// @param descriptor from a call named `call`
    /// @throws std::system_error where it is negative
    Socket(int descriptor, const char* call);
    ~Socket();
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;

    int Descriptor() const
    {
        return m_descriptor;
    }

  private:
    int m_descriptor;
};

/// Accepts TCP connections on a free port of 127.0.0.1.
class LoopbackListener
{
  public:
    /// @throws std::system_error
    LoopbackListener();

    int Descriptor() const
    {
        return m_socket.Descriptor();
    }

    const sockaddr_in& Address() const
    {
        return m_address;
    }

  private:
    Socket m_socket;
    sockaddr_in m_address{};
};

/// Both ends of a TCP connection over loopback, whose calls do not wait. They are reset in the end,
/// so that thousands of pairs leave no ports in use.
class LoopbackPair
{
  public:
    /// @throws std::system_error
    explicit LoopbackPair(const LoopbackListener& listener);

    int Client() const
    {
        return m_client.Descriptor();
    }

    int Server() const
    {
        return m_server.Descriptor();
    }

    /// Waits until there is something to read at either end.
    /// @throws std::runtime_error where that takes seconds
    void WaitForInput() const;

  private:
    Socket m_client;
    Socket m_server;
};

} // namespace ns3::vnlab

#endif // VNLAB_LOOPBACK_PAIR_H
