// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_EVPN_PATH_H
#define VNLAB_EVPN_PATH_H

#include "model/ids.h"
#include "model/protocol/bgp-attributes.h"
#include "model/protocol/evpn-route.h"

#include <memory>
#include <optional>

namespace ns3::vnlab::bgp
{

/// A neighbour of one speaker, in that speaker's own numbering.
using PeerId = Id<struct BgpPeerTag>;

/// What deciding has to know of the neighbour that a path came from.
struct PathSource
{
    PeerId peer{};
    uint32_t address{0};    ///< of the connection, IPv4 in host byte order
    uint32_t identifier{0}; ///< of its OPEN
    bool isClient{false};   ///< whether this speaker reflects for it (RFC 4456 §4)

    bool operator==(const PathSource&) const = default;
};

/// A route as one neighbour announced it, or this speaker.
struct EvpnPath
{
    EvpnRoute route{};
    std::shared_ptr<const PathAttributes>
        attributes;                   ///< never null; shared by the routes of an UPDATE
    std::optional<PathSource> from{}; ///< nothing: this speaker's own
};

/// @return whether both say the same and come from the same
bool operator==(const EvpnPath& left, const EvpnPath& right);

/**
 * @brief The order of paths to one route.
 *
 * The first that differs decides:
 * 1. of MAC/IP routes, a sticky MAC (RFC 7432 §15.2);
 * 2. of MAC/IP routes, the higher mobility sequence (§15);
 * 3. of MAC/IP routes, the lower address of the VTEP (§15);
 * 4. this speaker's own;
 * 5. the higher LOCAL_PREF (RFC 4271 §9.1.1);
 * 6. the shorter AS_PATH, a set counting as one (§9.1.2.2 a);
 * 7. the lower ORIGIN (§9.1.2.2 b);
 * 8. the lower ORIGINATOR_ID, or without one the neighbour's identifier (§9.1.2.2 f, RFC 4456 §9);
 * 9. the shorter CLUSTER_LIST (RFC 4456 §9);
 * 10. the lower address of the neighbour (§9.1.2.2 g).
 *
 * MULTI_EXIT_DISC and the distance to the next hop are not compared: all is one AS.
 * @return whether the left one is better
 */
bool IsBetter(const EvpnPath& left, const EvpnPath& right);

} // namespace ns3::vnlab::bgp

#endif // VNLAB_EVPN_PATH_H
