// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/peer-channel.h"

#include "model/protocol/tls-record.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::vnlab
{

PeerChannel::PeerChannel(const ControlEnd& client,
                         const ControlEnd& server,
                         Work work,
                         Receive receive,
                         TcpTraffic& traffic)
    : m_addresses{client.address, server.address},
      m_work(std::move(work)),
      m_receive(std::move(receive)),
      m_client(
          AddressingBetween(client, server),
          SegmentBetween(client, server),
          MarkingControl(client.transmit),
          [this](const std::any& content) { Arrive(kClient, content); },
          traffic),
      m_server(
          AddressingBetween(server, client),
          SegmentBetween(client, server),
          MarkingControl(server.transmit),
          [this](const std::any& content) { Arrive(kServer, content); },
          traffic)
{
    m_client.SetPeer(&m_server);
    m_server.SetPeer(&m_client);
}

void
PeerChannel::BreakAfter(const ChannelTimes& times, Events events)
{
    m_times = times;
    m_events = std::move(events);
    m_client.SetPatience(this);
    m_server.SetPatience(this);
}

PeerChannel::Side
PeerChannel::SideOf(uint32_t address) const
{
    return address == m_addresses[kClient] ? kClient : kServer;
}

void
PeerChannel::Open()
{
    if (std::exchange(m_isOpening, true))
    {
        return;
    }
    if (m_hasWorked)
    {
        Connect();
        return;
    }
    After(kClient, Handshake::kClientHello);
}

void
PeerChannel::Send(uint32_t from, uint32_t bytes, std::any message)
{
    const Side side = SideOf(from);
    if (m_isReady[side])
    {
        SendRecords({side, bytes, std::move(message)});
        return;
    }
    m_waiting.push_back({side, bytes, std::move(message)});
    Open();
}

void
PeerChannel::Break()
{
    if (!m_isOpening)
    {
        return;
    }
    Lost lost;
    for (const Side side : {kClient, kServer})
    {
        for (std::any& content : (side == kClient ? m_client : m_server).Undelivered())
        {
            if (!std::any_cast<Handshake>(&content))
            {
                lost.emplace_back(m_addresses[side], std::move(content));
            }
        }
    }
    for (Message& message : m_waiting)
    {
        lost.emplace_back(m_addresses[message.from], std::move(message.content));
    }
    Close();
    m_hasBroken = true;
    m_events.broke(lost);
    Open();
}

void
PeerChannel::GaveUp()
{
    Break();
}

/// Until it was open once it tries for ever.
Time
PeerChannel::UserTimeout() const
{
    if (m_isReady[kClient])
    {
        return m_times.userTimeout;
    }
    return m_hasBroken ? m_times.reconnect : Time::Max();
}

void
PeerChannel::Close()
{
    m_client.Reset(m_addresses[kClient], m_addresses[kServer]);
    m_server.Reset(m_addresses[kServer], m_addresses[kClient]);
    m_isReady = {};
    m_isOpening = false;
    m_waiting.clear();
    ++m_connections;
}

void
PeerChannel::ReceiveSegment(uint32_t at, const TcpSegment& segment)
{
    (SideOf(at) == kClient ? m_client : m_server).ReceiveSegment(segment);
}

/// An end works on the handshake, and then says the next thing.
void
PeerChannel::After(Side at, Handshake next)
{
    Simulator::Schedule(m_work(m_addresses[at]),
                        [this, at, next, connections = m_connections]
                        {
                            if (connections != m_connections)
                            {
                                return;
                            }
                            at == kClient ? Connect() : Say(at, next);
                        });
}

void
PeerChannel::Connect()
{
    m_hasWorked = true;
    m_client.Connect();
    Say(kClient, Handshake::kClientHello);
}

void
PeerChannel::Arrive(Side at, const std::any& content)
{
    if (const auto* message = std::any_cast<Handshake>(&content))
    {
        Continue(at, *message);
        return;
    }
    m_receive(m_addresses[at], content);
}

void
PeerChannel::Continue(Side at, Handshake message)
{
    switch (message)
    {
    case Handshake::kClientHello:
        After(at, Handshake::kServerFlight);
        return;
    case Handshake::kServerFlight:
        m_hasWorked = false;
        Say(at, Handshake::kClientFinished);
        Ready(at);
        return;
    case Handshake::kClientFinished:
        Ready(at);
    }
}

void
PeerChannel::Ready(Side at)
{
    m_isReady[at] = true;
    if (m_events.opened)
    {
        m_events.opened(m_addresses[at]);
    }
    std::erase_if(m_waiting,
                  [this, at](const Message& waiting)
                  {
                      if (waiting.from == at)
                      {
                          SendRecords(waiting);
                      }
                      return waiting.from == at;
                  });
}

void
PeerChannel::Say(Side from, Handshake message)
{
    switch (message)
    {
    case Handshake::kClientHello:
        SendRecords({from, tls::kClientHello, message});
        return;
    case Handshake::kServerFlight:
        SendRecords({from, tls::kServerFlight, message});
        return;
    case Handshake::kClientFinished:
        SendRecords({from, tls::kClientFinished, message});
    }
}

/// A message takes as many records as it needs.
void
PeerChannel::SendRecords(const Message& message)
{
    (message.from == kClient ? m_client : m_server)
        .Send(tls::MakeRecords(message.bytes), message.content);
}

} // namespace ns3::vnlab
