// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/bgp-node.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <span>
#include <utility>
#include <variant>

namespace ns3::vnlab
{

namespace
{

bool
IsBgpUpdate(const Bytes& message)
{
    return message[bgp::kHeaderBytes - 1] == static_cast<uint8_t>(bgp::MessageType::kUpdate);
}

/// @return routes that a message announces or withdraws
int64_t
RoutesIn(const Bytes& message)
{
    if (!IsBgpUpdate(message))
    {
        return 0;
    }
    const auto decoded = bgp::DecodeUpdate(std::span(message).subspan(bgp::kHeaderBytes));
    const auto* received = std::get_if<bgp::ReceivedUpdate>(&decoded);
    return received ? static_cast<int64_t>(received->update.announced.size() +
                                           received->update.withdrawn.size())
                    : 0;
}

} // namespace

BgpNode::BgpNode(const BgpNodeSetting& setting, BgpChanges& changes, Changed changed)
    : m_setting(setting),
      m_changes(changes),
      m_changed(std::move(changed)),
      m_speaker(setting.speaker,
                {.send = [this](bgp::PeerId peer, const Bytes& message) { Send(peer, message); },
                 .changed = [this](const bgp::EvpnRib::Changes& now) { Note(now); },
                 .up = [](bgp::PeerId) {},
                 .down = [this](bgp::PeerId peer, const bgp::SessionEnd&) { Ended(peer); }})
{
}

bgp::PeerId
BgpNode::AddPeer(uint32_t address, bool isClient, BgpPort port)
{
    m_peers.push_back({.port = std::move(port)});
    return m_speaker.AddPeer(address, isClient);
}

void
BgpNode::Opened(bgp::PeerId peer)
{
    m_peers[peer.value].isOpen = true;
}

void
BgpNode::Greet(bgp::PeerId peer)
{
    m_speaker.Connected(peer);
}

void
BgpNode::Closed(bgp::PeerId peer)
{
    Peer& closed = m_peers[peer.value];
    ++closed.connections;
    closed.ready = {};
    closed.isOpen = false;
    m_speaker.Closed(peer);
}

void
BgpNode::SetOff(bool isOff)
{
    m_isOff = isOff;
}

bool
BgpNode::IsOff() const
{
    return m_isOff;
}

bgp::BgpSpeaker&
BgpNode::Speaker()
{
    return m_speaker;
}

const bgp::BgpSpeaker&
BgpNode::Speaker() const
{
    return m_speaker;
}

Time
BgpNode::CpuTime() const
{
    return m_cpu;
}

void
BgpNode::Take(bgp::PeerId id, BgpLetter& letter)
{
    Peer& peer = m_peers[id.value];
    const BgpCauses causes = std::exchange(letter.causes, {});
    if (m_isOff || !peer.isOpen)
    {
        m_changes.SettleSoon();
        return;
    }
    const Time work = m_setting.route * RoutesIn(letter.bytes);
    m_cpu += work;
    const Time done = work.IsZero() ? Time(0) : m_setting.cpu ? m_setting.cpu->Work(work) : work;
    peer.ready = std::max(peer.ready, Simulator::Now() + done);
    Simulator::Schedule(peer.ready - Simulator::Now(),
                        [this, id, causes, bytes = letter.bytes, connections = peer.connections]
                        {
                            const BgpChanges::During during(m_changes, causes);
                            if (connections == m_peers[id.value].connections)
                            {
                                Process(id, bytes);
                            }
                        });
}

/// The end that was not the first to speak answers the first message with its own.
void
BgpNode::Process(bgp::PeerId peer, const Bytes& message)
{
    if (m_isOff || !m_peers[peer.value].isOpen)
    {
        return;
    }
    if (m_speaker.State(peer) == bgp::SessionState::kIdle)
    {
        Greet(peer);
    }
    m_speaker.Receive(peer, message);
}

void
BgpNode::Send(bgp::PeerId peer, const Bytes& message)
{
    if (m_isOff)
    {
        return;
    }
    BgpCauses causes = m_changes.Now();
    if (IsBgpUpdate(message))
    {
        Join(causes, m_untold);
        m_changes.CountMessage(causes);
    }
    m_peers[peer.value].port.send(std::make_shared<BgpLetter>(message, std::move(causes)));
}

/// With an MRAI, neighbours are told of this within that time.
void
BgpNode::Note(const bgp::EvpnRib::Changes& changes)
{
    m_changed(changes);
    const Time within = m_setting.speaker.advertisementInterval;
    if (within.IsZero() || m_changes.Now().empty())
    {
        return;
    }
    const BgpCauses& causes = m_changes.Now();
    m_untold.insert(m_untold.end(), causes.begin(), causes.end());
    Simulator::Schedule(within,
                        [this, causes]
                        {
                            for (const BgpCause& cause : causes)
                            {
                                m_untold.erase(std::ranges::find(m_untold, cause));
                            }
                            m_changes.SettleSoon();
                        });
}

void
BgpNode::Ended(bgp::PeerId peer)
{
    if (std::exchange(m_peers[peer.value].isOpen, false))
    {
        m_peers[peer.value].port.ended();
    }
}

} // namespace ns3::vnlab
