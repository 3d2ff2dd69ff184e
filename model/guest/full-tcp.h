// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FULL_TCP_H
#define VNLAB_FULL_TCP_H

#include "model/guest/tcp-connection.h"

#include "ns3/address.h"
#include "ns3/node.h"
#include "ns3/socket.h"

#include <cstdint>
#include <map>

namespace ns3::vnlab
{

/// The TCP sockets of a full guest's listener: those of ns-3, behind the interface of LightTcp.
class FullTcp
{
  public:
    /// @param node has the Internet stack
    /// @param events outlives this
    FullTcp(Ptr<Node> node, TcpEvents& events);
    ~FullTcp();
    FullTcp(const FullTcp&) = delete;
    FullTcp& operator=(const FullTcp&) = delete;

    /// Accepts connections to a port from now on.
    void Listen(uint16_t port);

    /// @param sourcePort 0: one that is free
    /// @return the connection, which Send does not know where ns-3 refuses to open it
    TcpConnection Connect(uint32_t destination, uint16_t destinationPort, uint16_t sourcePort);

    bool Send(const TcpConnection& connection, const Ptr<Packet>& payload);
    void Close(const TcpConnection& connection);

  private:
    void Accept(Ptr<Socket> socket, const Address& from); // by value, as ns-3 calls it
    void Add(const TcpConnection& connection, const Ptr<Socket>& socket);
    void Read(const TcpConnection& connection, const Ptr<Socket>& socket);
    void Lose(const TcpConnection& connection);

    Ptr<Node> m_node;
    TcpEvents& m_events;
    std::map<uint16_t, Ptr<Socket>> m_listening; ///< by port
    std::map<TcpConnection, Ptr<Socket>> m_sockets;
};

} // namespace ns3::vnlab

#endif // VNLAB_FULL_TCP_H
