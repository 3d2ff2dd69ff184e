// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MAP_MESSAGE_H
#define VNLAB_MAP_MESSAGE_H

#include "model/rule/encoded-rules.h"
#include "model/rule/rule.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <optional>

namespace ns3::vnlab
{

/**
 * @brief A question for an entry, or its answer, in a UDP datagram.
 *
 * It says what Map-Request, Map-Reply and Solicit-Map-Request of LISP do (RFC 9301 §5 and §6), for
 * entries of any table.
 * Numbers are in network byte order: kind, table and length of the key (a byte each), a byte of 0, the
 * nonce (8), the vNIC (4), the key; a reply goes on with EncodedRules.
 */
struct MapMessage
{
    enum class Kind : uint8_t
    {
        kRequest = 1,
        kReply = 2,
        kSolicit = 3, ///< ask again
    };

    Kind kind{};
    uint64_t nonce{0}; ///< of the request; a reply has the same
    VnicId asker{};    ///< whose packet needs the entry
    TableId table{};
    RuleBytes key{};
    EncodedRules rules{}; ///< of a reply; none: there is no such entry

    Ptr<Packet> Encode() const;

    /// @param payload of a datagram
    /// @return nothing where it is no such message
    static std::optional<MapMessage> Decode(const Ptr<const Packet>& payload);
};

} // namespace ns3::vnlab

#endif // VNLAB_MAP_MESSAGE_H
