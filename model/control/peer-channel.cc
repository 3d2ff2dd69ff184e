// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/peer-channel.h"

#include "model/protocol/tls-record.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <any>

namespace ns3::vnlab
{

uint32_t
PeerMessage::Size() const
{
    switch (kind)
    {
    case Kind::kClientHello:
        return tls::kClientHello;
    case Kind::kServerFlight:
        return tls::kServerFlight;
    case Kind::kClientFinished:
        return tls::kClientFinished;
    case Kind::kPart:
    case Kind::kDone:
        break;
    }
    return 16 + ruleBytes;
}

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
          [this](const std::any& message)
          { Arrive(kClient, std::any_cast<const PeerMessage&>(message)); },
          traffic),
      m_server(
          AddressingBetween(server, client),
          SegmentBetween(client, server),
          MarkingControl(server.transmit),
          [this](const std::any& message)
          { Arrive(kServer, std::any_cast<const PeerMessage&>(message)); },
          traffic)
{
    m_client.SetPeer(&m_server);
    m_server.SetPeer(&m_client);
}

PeerChannel::Side
PeerChannel::SideOf(uint32_t address) const
{
    return address == m_addresses[kClient] ? kClient : kServer;
}

void
PeerChannel::Open()
{
    if (!std::exchange(m_isOpening, true))
    {
        After(kClient, PeerMessage::Kind::kClientHello);
    }
}

void
PeerChannel::Send(uint32_t from, const PeerMessage& message)
{
    const Side side = SideOf(from);
    if (m_isReady[side])
    {
        SendRecords(side, message);
        return;
    }
    m_waiting.emplace_back(side, message);
    Open();
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
PeerChannel::After(Side at, PeerMessage::Kind next)
{
    Simulator::Schedule(m_work(m_addresses[at]),
                        [this, at, next, connections = m_connections]
                        {
                            if (connections != m_connections)
                            {
                                return;
                            }
                            if (at == kClient)
                            {
                                m_client.Connect();
                            }
                            SendRecords(at, {.kind = next});
                        });
}

void
PeerChannel::Arrive(Side at, const PeerMessage& message)
{
    switch (message.kind)
    {
    case PeerMessage::Kind::kClientHello:
        After(at, PeerMessage::Kind::kServerFlight);
        return;
    case PeerMessage::Kind::kServerFlight:
        SendRecords(at, {.kind = PeerMessage::Kind::kClientFinished});
        Ready(at);
        return;
    case PeerMessage::Kind::kClientFinished:
        Ready(at);
        return;
    case PeerMessage::Kind::kPart:
    case PeerMessage::Kind::kDone:
        m_receive(message);
    }
}

void
PeerChannel::Ready(Side at)
{
    m_isReady[at] = true;
    std::erase_if(m_waiting,
                  [this, at](const auto& waiting)
                  {
                      if (waiting.first == at)
                      {
                          SendRecords(at, waiting.second);
                      }
                      return waiting.first == at;
                  });
}

/// A message takes as many records as it needs.
void
PeerChannel::SendRecords(Side from, const PeerMessage& message)
{
    Ptr<Packet> records = Create<Packet>();
    for (uint32_t left = message.Size(); left > 0;)
    {
        const uint32_t plaintext = std::min(left, tls::kMostPlaintext);
        records->AddAtEnd(tls::MakeRecord(plaintext));
        left -= plaintext;
    }
    (from == kClient ? m_client : m_server).Send(records, message);
}

} // namespace ns3::vnlab
