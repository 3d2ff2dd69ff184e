// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_EVPN_RIB_H
#define VNLAB_EVPN_RIB_H

#include "model/protocol/bgp-update.h"
#include "model/protocol/evpn-path.h"

#include <map>

namespace ns3::vnlab::bgp
{

/// How the best path to a route changed: added (no `before`), withdrawn (no `after`) or replaced.
struct RouteChange
{
    EvpnKey key{};
    std::optional<EvpnPath> before{};
    std::optional<EvpnPath> after{};

    bool operator==(const RouteChange&) const = default;
};

/// A route and its attributes, as a speaker announces its own.
struct OwnRoute
{
    EvpnRoute route{};
    PathAttributes attributes{};

    bool operator==(const OwnRoute&) const = default;
};

/**
 * @brief What a speaker knows: Adj-RIBs-In and Loc-RIB (RFC 4271 §3.2) in one table.
 *
 * Every function returns what it changed of the Loc-RIB, each route once, in order of keys.
 */
class EvpnRib
{
  public:
    using Changes = std::vector<RouteChange>;

    /**
     * @param identifier this speaker's; paths that it once announced are not taken back
     * @param cluster those that this reflector or another of its cluster has reflected are not taken
     *        (RFC 4456 §8)
     */
    EvpnRib(uint32_t identifier, uint32_t cluster);

    /// Takes an UPDATE. A path that loops counts as withdrawn.
    Changes Apply(const PathSource& from, const Update& update);

    /// The session with a neighbour ended: its paths are gone.
    Changes Forget(PeerId peer);

    /// Routes of this speaker's own, new or instead of those of equal key.
    Changes Originate(std::span<const OwnRoute> routes);

    /// Takes back routes of this speaker's own; others are ignored.
    Changes Retract(std::span<const EvpnKey> keys);

    /// @return the best path to a route; null where there is none. Valid until the next change
    const EvpnPath* Best(const EvpnKey& key) const;

    /// @return the best paths to all routes, in order of keys: the Loc-RIB
    std::vector<EvpnPath> AllBest() const;

    /// @return paths of all neighbours and this speaker's own
    size_t PathCount() const;

  private:
    class Batch;
    using Paths = std::vector<EvpnPath>; // to one route, the best one first; one of each source

    bool Loops(const PathAttributes& attributes) const;

    uint32_t m_identifier;
    uint32_t m_cluster;
    std::map<EvpnKey, Paths> m_routes;
};

} // namespace ns3::vnlab::bgp

#endif // VNLAB_EVPN_RIB_H
