// SPDX-License-Identifier: GPL-2.0-only
#include "model/guest/full-tcp.h"

#include "ns3/inet-socket-address.h"
#include "ns3/tcp-socket-factory.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

using SocketEvent = Callback<void, Ptr<Socket>>;

/// ns-3 keeps a socket that is closed until its other end has closed it, too.
void
Silence(const Ptr<Socket>& socket)
{
    const SocketEvent nobody = MakeNullCallback<void, Ptr<Socket>>();
    socket->SetConnectCallback(nobody, nobody);
    socket->SetCloseCallbacks(nobody, nobody);
    socket->SetRecvCallback(nobody);
}

TcpConnection
NameOf(const Ptr<Socket>& socket, const InetSocketAddress& peer)
{
    Address own;
    socket->GetSockName(own);
    const InetSocketAddress local = InetSocketAddress::ConvertFrom(own);
    return {local.GetIpv4().Get(), local.GetPort(), peer.GetIpv4().Get(), peer.GetPort()};
}

} // namespace

FullTcp::FullTcp(Ptr<Node> node, TcpEvents& events)
    : m_node(std::move(node)),
      m_events(events)
{
}

FullTcp::~FullTcp()
{
    for (const auto& [port, socket] : m_listening)
    {
        socket->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                  MakeNullCallback<void, Ptr<Socket>, const Address&>());
    }
    for (const auto& [connection, socket] : m_sockets)
    {
        Silence(socket);
    }
}

void
FullTcp::Listen(uint16_t port)
{
    Ptr<Socket>& socket = m_listening[port];
    if (!socket)
    {
        socket = Socket::CreateSocket(m_node, TcpSocketFactory::GetTypeId());
        socket->Bind(InetSocketAddress(Ipv4Address::GetAny(), port));
        socket->SetAcceptCallback(MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
                                  MakeCallback(&FullTcp::Accept, this));
        socket->Listen();
    }
}

TcpConnection
FullTcp::Connect(uint32_t destination, uint16_t destinationPort, uint16_t sourcePort)
{
    const InetSocketAddress to(Ipv4Address(destination), destinationPort);
    const Ptr<Socket> socket = Socket::CreateSocket(m_node, TcpSocketFactory::GetTypeId());
    if (socket->Bind(InetSocketAddress(Ipv4Address::GetAny(), sourcePort)) != 0 ||
        socket->Connect(to) != 0)
    {
        return {0, sourcePort, destination, destinationPort};
    }
    const TcpConnection connection = NameOf(socket, to);
    Add(connection, socket);
    const SocketEvent opened([this, connection](Ptr<Socket>) { m_events.Opened(connection); });
    const SocketEvent failed([this, connection](Ptr<Socket>) { Lose(connection); });
    socket->SetConnectCallback(opened, failed);
    return connection;
}

bool
FullTcp::Send(const TcpConnection& connection, const Ptr<Packet>& payload)
{
    const auto found = m_sockets.find(connection);
    return found != m_sockets.end() && found->second->Send(payload) >= 0;
}

void
FullTcp::Close(const TcpConnection& connection)
{
    const auto found = m_sockets.find(connection);
    if (found != m_sockets.end())
    {
        const Ptr<Socket> socket = found->second;
        m_sockets.erase(found);
        Silence(socket);
        socket->Close();
    }
}

void
FullTcp::Accept(Ptr<Socket> socket, const Address& from)
{
    const TcpConnection connection = NameOf(socket, InetSocketAddress::ConvertFrom(from));
    Add(connection, socket);
    m_events.Opened(connection);
}

void
FullTcp::Add(const TcpConnection& connection, const Ptr<Socket>& socket)
{
    Close(connection);
    m_sockets[connection] = socket;
    const SocketEvent lost([this, connection](Ptr<Socket>) { Lose(connection); });
    socket->SetCloseCallbacks(lost, lost);
    socket->SetRecvCallback(
        SocketEvent([this, connection](Ptr<Socket> from) { Read(connection, from); }));
}

void
FullTcp::Read(const TcpConnection& connection, const Ptr<Socket>& socket)
{
    for (Ptr<Packet> data = socket->Recv(); data && data->GetSize() > 0; data = socket->Recv())
    {
        m_events.Received(connection, data);
    }
}

void
FullTcp::Lose(const TcpConnection& connection)
{
    if (m_sockets.contains(connection))
    {
        Close(connection);
        m_events.Closed(connection);
    }
}

} // namespace ns3::vnlab
