// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BGP_PACKING_H
#define VNLAB_BGP_PACKING_H

#include "model/protocol/bgp-update.h"

namespace ns3::vnlab::bgp
{

/// @return bytes for routes in an UPDATE that announces some with these attributes; 0 also where they alone are
///         too many
size_t RoomBeside(const PathAttributes& attributes);

/**
 * @brief UPDATEs that announce routes of equal attributes, as few as can be when order is kept.
 * @param routes in the order in which they are announced
 * @param attributes of all of them; the program ends where RoomBeside() them is none for a route
 * @return whole messages of at most kMostBytes; none for no routes
 */
std::vector<Bytes> PackAnnounced(std::span<const EvpnRoute> routes,
                                 const PathAttributes& attributes);

/// @return UPDATEs that withdraw routes, whole messages; as PackAnnounced
std::vector<Bytes> PackWithdrawn(std::span<const EvpnKey> keys);

} // namespace ns3::vnlab::bgp

#endif // VNLAB_BGP_PACKING_H
