// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/bgp-speaker.h"

#include <utility>

namespace ns3::vnlab::bgp
{
namespace
{

uint32_t
ClusterOf(const SpeakerConfig& config)
{
    return config.cluster != 0 ? config.cluster : config.identifier;
}

} // namespace

BgpSpeaker::BgpSpeaker(const SpeakerConfig& config, SpeakerEvents events)
    : m_config(config),
      m_events(std::move(events)),
      m_rib(config.identifier, ClusterOf(config)),
      m_out(ClusterOf(config)),
      m_interval([this] { Tell(); })
{
}

PeerId
BgpSpeaker::AddPeer(uint32_t address, bool isClient)
{
    const PeerId peer{static_cast<uint32_t>(m_peers.size())};
    const SessionConfig config{m_config.as, m_config.identifier, m_config.holdTime};
    m_peers.push_back({.source = {.peer = peer, .address = address, .isClient = isClient},
                       .session = std::make_unique<BgpSession>(config, EventsOf(peer))});
    return peer;
}

SessionEvents
BgpSpeaker::EventsOf(PeerId peer)
{
    return {.send = [this, peer](const Bytes& message) { Send(peer, message); },
            .established = [this, peer](const Open& open) { Established(peer, open); },
            .update = [this, peer](const ReceivedUpdate& received) { Take(peer, received); },
            .down =
                [this, peer](const SessionEnd& end)
            {
                m_out.RemovePeer(peer);
                Changed(m_rib.Forget(peer));
                m_events.down(peer, end);
            }};
}

void
BgpSpeaker::Connected(PeerId peer)
{
    m_peers[peer.value].session->Start();
}

void
BgpSpeaker::Receive(PeerId peer, std::span<const uint8_t> bytes)
{
    const bool within = std::exchange(m_receiving, true);
    m_peers[peer.value].session->Receive(bytes);
    m_receiving = within;
    Tell();
}

void
BgpSpeaker::Closed(PeerId peer)
{
    m_peers[peer.value].session->Closed();
}

void
BgpSpeaker::Stop(PeerId peer)
{
    m_peers[peer.value].session->Stop();
}

void
BgpSpeaker::Originate(std::span<const OwnRoute> routes)
{
    Changed(m_rib.Originate(routes));
}

void
BgpSpeaker::Retract(std::span<const EvpnKey> keys)
{
    Changed(m_rib.Retract(keys));
}

SessionState
BgpSpeaker::State(PeerId peer) const
{
    return m_peers[peer.value].session->State();
}

size_t
BgpSpeaker::RoutesAt(PeerId peer) const
{
    return m_out.RoutesAt(peer);
}

void
BgpSpeaker::Send(PeerId peer, const Bytes& message)
{
    constexpr size_t kTypeOffset = kHeaderBytes - 1;
    const bool isUpdate = message[kTypeOffset] == static_cast<uint8_t>(MessageType::kUpdate);
    m_counts.updatesSent += isUpdate ? 1 : 0;
    m_counts.bytesSent += message.size();
    m_events.send(peer, message);
}

void
BgpSpeaker::Established(PeerId peer, const Open& open)
{
    PathSource& source = m_peers[peer.value].source;
    source.identifier = open.identifier;
    SendAll(peer, m_out.AddPeer(source));
    m_events.up(peer);
}

void
BgpSpeaker::Take(PeerId peer, const ReceivedUpdate& received)
{
    ++m_counts.updatesReceived;
    m_counts.faults += received.fault ? 1 : 0;
    Changed(m_rib.Apply(m_peers[peer.value].source, received.update));
}

void
BgpSpeaker::Changed(const EvpnRib::Changes& changes)
{
    if (changes.empty())
    {
        return;
    }
    m_out.Note(changes);
    m_events.changed(changes);
    Tell();
}

/// Tells neighbours what they do not know, unless that has to wait. What changes meanwhile comes after.
void
BgpSpeaker::Tell()
{
    while (!m_receiving && !m_telling && !m_interval.IsRunning() && m_out.HasNews())
    {
        if (m_config.advertisementInterval.IsStrictlyPositive())
        {
            m_interval.Restart(m_config.advertisementInterval);
        }
        m_telling = true;
        TellNow();
        m_telling = false;
    }
}

void
BgpSpeaker::TellNow()
{
    for (const auto& [messages, to] : m_out.Flush(m_rib))
    {
        for (const PeerId peer : to)
        {
            SendAll(peer, messages);
        }
    }
}

void
BgpSpeaker::SendAll(PeerId peer, const std::vector<Bytes>& updates)
{
    for (const Bytes& update : updates)
    {
        m_peers[peer.value].session->SendUpdate(update);
    }
}

} // namespace ns3::vnlab::bgp
