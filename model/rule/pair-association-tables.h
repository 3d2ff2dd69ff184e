// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PAIR_ASSOCIATION_TABLES_H
#define VNLAB_PAIR_ASSOCIATION_TABLES_H

#include "model/identity/esp-key.h"
#include "model/identity/uuid.h"
#include "model/ids.h"
#include "model/rule/tables.h"
#include "model/wire/big-endian.h"
#include "model/wire/esp-header.h"

#include <algorithm>
#include <compare>
#include <cstdint>

namespace ns3::vnlab
{

// The security associations of hosts whose firewalls know identities: one for each pair of them and direction.
inline constexpr TableId kOutboundPairTable{
    46}; ///< host switch: key to seal what one sends to another
inline constexpr TableId kInboundPairTable{47}; ///< host switch: key to open it

/// Who sends, and to whom.
struct IdentityPair
{
    UuidBytes from;
    UuidBytes to;
    auto operator<=>(const IdentityPair&) const = default;
};

struct OutboundPairValue
{
    uint32_t spi;
    EspKey key;
};

/// SPIs are drawn, so two pairs may have the same; then the key tells them apart.
struct InboundPairKey
{
    uint32_t spi;
    IdentityPair pair;
    auto operator<=>(const InboundPairKey&) const = default;
};

struct InboundPairValue
{
    EspKey key;
};

/// @return the SPI of a pair, drawn from all that may be on the wire (RFC 4303 §2.1)
inline uint32_t
DrawSpi(const IdentityPair& pair)
{
    const DerivedBytes drawn = Derive("vnlab ESP SPI", {pair.from, pair.to});
    return std::max(ReadBig32(drawn.data()), EspHeader::kFirstSpi);
}

} // namespace ns3::vnlab

#endif // VNLAB_PAIR_ASSOCIATION_TABLES_H
