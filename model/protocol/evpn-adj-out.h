// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_EVPN_ADJ_OUT_H
#define VNLAB_EVPN_ADJ_OUT_H

#include "model/protocol/evpn-rib.h"

#include <set>

namespace ns3::vnlab::bgp
{

/// UPDATEs, and the neighbours that get all of them in this order.
struct Outgoing
{
    std::vector<Bytes> messages{};
    std::vector<PeerId> to{};
};

/**
 * @brief The Adj-RIBs-Out of all neighbours of one speaker (RFC 4271 §3.2).
 *
 * Who gets a path follows from where it came from:
 * 1. the neighbour that it came from does not;
 * 2. this speaker's own go to all;
 * 3. a client's go to all (RFC 4456 §6, case 2);
 * 4. all others go to clients (RFC 4456 §6, case 1), so without clients to nobody (RFC 4271 §9.2.1).
 *
 * So neighbours differ in nothing but that, one table serves all, and an UPDATE is encoded once for all
 * who get it. A reflected path has ORIGINATOR_ID, and this speaker's cluster in front of its CLUSTER_LIST
 * (RFC 4456 §8).
 */
class EvpnAdjOut
{
  public:
    /// @param cluster what a reflector adds to CLUSTER_LISTs
    explicit EvpnAdjOut(uint32_t cluster);

    /// A neighbour's session is established. @return UPDATEs with all that the others had until now
    std::vector<Bytes> AddPeer(const PathSource& peer);

    /// A neighbour's session ended; nothing more is for it.
    void RemovePeer(PeerId peer);

    /// Takes changes of the Loc-RIB, which wait for Flush().
    void Note(const EvpnRib::Changes& changes);

    /// @return whether changes wait
    bool HasNews() const
    {
        return !m_pending.empty();
    }

    /**
     * @brief What neighbours have to be told since the last call.
     *
     * A route that changed several times is told as it is now; one that is as it was, not at all. First
     * come withdrawals, then announcements, those of equal attributes together. A route that does not fit
     * into an UPDATE with its attributes is not told (RFC 8654 §5).
     * @param rib as it is now
     */
    std::vector<Outgoing> Flush(const EvpnRib& rib);

    /// @return routes that a neighbour has of this speaker
    size_t RoutesAt(PeerId peer) const;

  private:
    class News;

    std::shared_ptr<const PathAttributes> Sent(const EvpnPath& path) const;

    uint32_t m_cluster;
    std::map<PeerId, PathSource> m_peers;
    std::map<EvpnKey, EvpnPath> m_sent; // what was told, before reflection
    std::set<EvpnKey> m_pending{};
};

} // namespace ns3::vnlab::bgp

#endif // VNLAB_EVPN_ADJ_OUT_H
