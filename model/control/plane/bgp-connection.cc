// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/bgp-connection.h"

#include "ns3/simulator.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

/// As FRR's profile "datacenter" has it, and not the 120 s of RFC 4271 section 10.
const Time kConnectRetry = Seconds(10);

} // namespace

BgpConnection::BgpConnection(const End& vtep,
                             const End& reflector,
                             ControlTraffic& traffic,
                             BgpChanges& changes)
    : m_nodes{&vtep.node, &reflector.node},
      m_peers{vtep.node.AddPeer(reflector.identifier, false, PortOf(kVtep)),
              reflector.node.AddPeer(vtep.identifier, true, PortOf(kReflector))},
      m_traffic(traffic),
      m_changes(changes),
      m_vtep(
          AddressingBetween(vtep.at, reflector.at),
          SegmentBetween(vtep.at, reflector.at),
          MarkingControl(vtep.at.transmit),
          [this](const std::any& content) { Arrive(kVtep, content); },
          traffic),
      m_reflector(
          AddressingBetween(reflector.at, vtep.at),
          SegmentBetween(vtep.at, reflector.at),
          MarkingControl(reflector.at.transmit),
          [this](const std::any& content) { Arrive(kReflector, content); },
          traffic)
{
    m_vtep.SetPeer(&m_reflector);
    m_reflector.SetPeer(&m_vtep);
}

BgpPort
BgpConnection::PortOf(Side side)
{
    return {.send = [this, side](const std::shared_ptr<BgpLetter>& letter) { Send(side, letter); },
            .ended =
                [this]
            {
                if (m_isOpen)
                {
                    Simulator::ScheduleNow(
                        [this, connections = m_connections]
                        {
                            if (connections == m_connections)
                            {
                                Close();
                                OpenAfter(kConnectRetry);
                            }
                        });
                }
            }};
}

void
BgpConnection::Open()
{
    if (m_isOpen || m_nodes[kVtep]->IsOff() || m_nodes[kReflector]->IsOff())
    {
        return;
    }
    m_isOpen = true;
    m_nodes[kVtep]->Opened(m_peers[kVtep]);
    m_nodes[kReflector]->Opened(m_peers[kReflector]);
    m_vtep.Connect();
    m_nodes[kVtep]->Greet(m_peers[kVtep]);
}

void
BgpConnection::Close()
{
    if (!std::exchange(m_isOpen, false))
    {
        return;
    }
    ++m_connections;
    m_vtep.Reset(m_vtep.Source(), m_vtep.Destination());
    m_reflector.Reset(m_reflector.Source(), m_reflector.Destination());
    m_nodes[kVtep]->Closed(m_peers[kVtep]);
    m_nodes[kReflector]->Closed(m_peers[kReflector]);
    m_changes.SettleSoon();
}

void
BgpConnection::CloseAfter(Time detection)
{
    Simulator::Schedule(detection,
                        [this, connections = m_connections, causes = m_changes.Begun()]
                        {
                            const BgpChanges::During during(m_changes, causes);
                            if (connections == m_connections)
                            {
                                Close();
                            }
                        });
}

void
BgpConnection::OpenAfter(Time wait)
{
    Simulator::Schedule(wait,
                        [this, causes = m_changes.Begun()]
                        {
                            const BgpChanges::During during(m_changes, causes);
                            Open();
                        });
}

void
BgpConnection::ReceiveSegment(Side at, const TcpSegment& segment)
{
    (at == kVtep ? m_vtep : m_reflector).ReceiveSegment(segment);
}

void
BgpConnection::Send(Side from, const std::shared_ptr<BgpLetter>& letter)
{
    constexpr auto kUpdate = static_cast<uint8_t>(bgp::MessageType::kUpdate);
    const Bytes& bytes = letter->bytes;
    m_traffic.messages += bytes[bgp::kHeaderBytes - 1] == kUpdate ? 1 : 0;
    if (m_isOpen)
    {
        (from == kVtep ? m_vtep : m_reflector)
            .Send(Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size())), letter);
    }
}

void
BgpConnection::Arrive(Side at, const std::any& content)
{
    m_nodes[at]->Take(m_peers[at], *std::any_cast<const std::shared_ptr<BgpLetter>&>(content));
}

} // namespace ns3::vnlab
