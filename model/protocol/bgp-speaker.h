// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BGP_SPEAKER_H
#define VNLAB_BGP_SPEAKER_H

#include "model/protocol/bgp-session.h"
#include "model/protocol/evpn-adj-out.h"

namespace ns3::vnlab::bgp
{

/// What a speaker is.
struct SpeakerConfig
{
    uint32_t as{0};         ///< of it and all its neighbours
    uint32_t identifier{0}; ///< an IPv4 address in host byte order; never 0
    uint32_t cluster{0};   ///< of a reflector, if it is not its identifier (RFC 4456 §7); 0: it is
    uint16_t holdTime{90}; ///< seconds; 0: sessions do not end for silence
    /// Between two times at which neighbours are told of changes (RFC 4271 §9.2.1.1, MRAI), withdrawals
    /// too. 0, as that section recommends within an AS: at once.
    Time advertisementInterval;
};

/// What a speaker tells. All are called from within its functions or its timers, and may call it.
struct SpeakerEvents
{
    /// A whole message for a neighbour's connection.
    std::function<void(PeerId peer, const Bytes& message)> send;
    /// The Loc-RIB has changed.
    std::function<void(const EvpnRib::Changes& changes)> changed;
    /// A session is established.
    std::function<void(PeerId peer)> up;
    /// A session ended; its connection has to be closed.
    std::function<void(PeerId peer, const SessionEnd& end)> down;
};

/// What a speaker has sent and taken, since it was made.
struct SpeakerCounts
{
    uint64_t updatesSent{0}; ///< one for each neighbour that gets it
    uint64_t bytesSent{0};   ///< of all messages
    uint64_t updatesReceived{0};
    uint64_t faults{0}; ///< UPDATEs received that were treated as withdrawals (RFC 7606)
};

/**
 * @brief A BGP speaker for EVPN with neighbours of its own AS; a route reflector, if it has clients.
 *
 * Connections are the caller's: it says when one is open or gone, and carries bytes.
 */
class BgpSpeaker
{
  public:
    BgpSpeaker(const SpeakerConfig& config, SpeakerEvents events);
    BgpSpeaker(const BgpSpeaker&) = delete;
    BgpSpeaker& operator=(const BgpSpeaker&) = delete;

    /**
     * @param address of the neighbour, IPv4 in host byte order
     * @param isClient whether this speaker reflects for it (RFC 4456 §4)
     */
    PeerId AddPeer(uint32_t address, bool isClient);

    /// The connection to a neighbour is open.
    void Connected(PeerId peer);

    /// Takes bytes of a neighbour's connection. Neighbours are told once of all that they change.
    void Receive(PeerId peer, std::span<const uint8_t> bytes);

    /// The connection to a neighbour went away.
    void Closed(PeerId peer);

    /// Ends a session, with a notification.
    void Stop(PeerId peer);

    /// Routes of this speaker's own, new or instead of those of equal key; told together.
    void Originate(std::span<const OwnRoute> routes);

    /// Takes back routes of this speaker's own.
    void Retract(std::span<const EvpnKey> keys);

    const EvpnRib& Rib() const
    {
        return m_rib;
    }

    const SpeakerCounts& Counts() const
    {
        return m_counts;
    }

    SessionState State(PeerId peer) const;

    /// @return routes that a neighbour was told of and has not been told to forget
    size_t RoutesAt(PeerId peer) const;

  private:
    struct Peer
    {
        PathSource source;
        std::unique_ptr<BgpSession> session;
    };

    SessionEvents EventsOf(PeerId peer);
    void Send(PeerId peer, const Bytes& message);
    void Established(PeerId peer, const Open& open);
    void Take(PeerId peer, const ReceivedUpdate& received);
    void Changed(const EvpnRib::Changes& changes);
    void Tell();
    void TellNow();
    void SendAll(PeerId peer, const std::vector<Bytes>& updates);

    SpeakerConfig m_config;
    SpeakerEvents m_events;
    SpeakerCounts m_counts;
    EvpnRib m_rib;
    EvpnAdjOut m_out;
    std::vector<Peer> m_peers; // by PeerId
    bool m_receiving{false};   // neighbours are told when all is taken
    bool m_telling{false};
    BgpTimer m_interval;
};

} // namespace ns3::vnlab::bgp

#endif // VNLAB_BGP_SPEAKER_H
