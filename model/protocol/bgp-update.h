// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BGP_UPDATE_H
#define VNLAB_BGP_UPDATE_H

#include "model/protocol/bgp-attributes.h"
#include "model/protocol/bgp-notification.h"
#include "model/protocol/evpn-route.h"

namespace ns3::vnlab::bgp
{

/// An UPDATE message for EVPN (RFC 4271 §4.3, RFC 4760 §3 and §4).
struct Update
{
    std::vector<EvpnKey> withdrawn{};
    std::vector<EvpnRoute> announced{};
    PathAttributes attributes{}; ///< of what is announced; as default where nothing is
    bool endOfRib{false};        ///< all routes that there were have been sent (RFC 4724 §2)

    bool operator==(const Update&) const = default;
};

/// An UPDATE, and what was wrong with it without ending the session.
struct ReceivedUpdate
{
    Update update{};
    /// The fault for which announced routes stand under `withdrawn` (RFC 7606 §2, treat-as-withdraw).
    std::optional<Notification> fault{};

    bool operator==(const ReceivedUpdate&) const = default;
};

/**
 * @brief The whole UPDATE message.
 *
 * MP_REACH_NLRI or MP_UNREACH_NLRI is the first attribute (RFC 7606 §5.1). Senders put announced and
 * withdrawn routes into messages of their own; the program ends where the message would be longer than
 * kMostBytes: PackAnnounced and PackWithdrawn do both right.
 */
Bytes EncodeUpdate(const Update& update);

/**
 * @param body of an UPDATE message between speakers of one AS that agreed on EVPN and AS numbers of four
 *        bytes
 * @return what it says; or why the session has to be reset, UPDATE Message Error: lengths that do not fit
 *         each other, NLRI that cannot be read or come twice, a well-known attribute that is not known,
 *         IPv4 routes (not agreed on). Routes of other families are ignored (RFC 4760 §7), of an attribute
 *         that comes twice the second (RFC 7606 §3(g)).
 */
Decoded<ReceivedUpdate> DecodeUpdate(std::span<const uint8_t> body);

} // namespace ns3::vnlab::bgp

#endif // VNLAB_BGP_UPDATE_H
