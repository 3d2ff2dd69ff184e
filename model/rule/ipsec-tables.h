// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IPSEC_TABLES_H
#define VNLAB_IPSEC_TABLES_H

#include "model/identity/esp-key.h"
#include "model/ids.h"
#include "model/rule/tables.h"
#include "model/wire/esp-header.h"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>

namespace ns3::vnlab
{

// The databases of a VM's IPsec (RFC 4301 §4.4), each as it is at one of its vNICs.
inline constexpr TableId kOutboundPolicyTable{32}; ///< SPD: what leaves, and how it is protected
inline constexpr TableId kInboundPolicyTable{33};  ///< SPD: what may come in, and how protected
inline constexpr TableId kOutboundAssociationTable{34}; ///< SAD: keys to seal with
inline constexpr TableId kInboundAssociationTable{35};  ///< SAD: keys to open with
inline constexpr TableId kIkePeerTable{
    36}; ///< PAD (RFC 4301 §4.4.3): with whom keys are negotiated

/// Of which end a selector names the port.
enum class PortOf : uint8_t
{
    kNone, ///< any port
    kDestination,
    kSource,
};

/// The packets that a policy is for: a selector (RFC 4301 §4.4.1.1), of addresses in full.
struct PolicyKey
{
    uint32_t source;      ///< 0: the vNIC's own
    uint32_t destination; ///< the same
    uint16_t port{0};
    uint8_t protocol{0}; ///< 0: any
    PortOf portOf{PortOf::kNone};
    auto operator<=>(const PolicyKey&) const = default;
};

/// The SPI of a policy that lets packets pass as they are (BYPASS); RFC 4303 §2.1 keeps it off the wire.
constexpr uint32_t kBypassSpi = 0;

struct OutboundPolicyValue
{
    uint32_t remote; ///< the tunnel's far end, provider's address; 0 where there is none
    uint32_t spi;
};

struct InboundPolicyValue
{
    uint32_t spi; ///< of the only association that these packets may come by
};

/// A receiver chooses the SPI, so others' may be equal.
struct OutboundAssociationKey
{
    uint32_t
        remote; ///< the tunnel's far end; in transport mode the receiver, by its tenant's address
    uint32_t spi;
    auto operator<=>(const OutboundAssociationKey&) const = default;
};

struct InboundAssociationKey
{
    uint32_t spi;
    auto operator<=>(const InboundAssociationKey&) const = default;
};

/// @return the SPI by which what a vNIC sends comes in at any other, so that receivers have no two associations
///         with one. No secret, as no SPI is: it is in every packet
constexpr uint32_t
SpiFrom(VnicId sender)
{
    return EspHeader::kFirstSpi + sender.value;
}

struct AssociationValue
{
    EspKey key;
};

/// From here on the SPI of a policy only names associations that IKE negotiates, as Linux's reqid does: who has drawn
/// their own SPIs are the two ends, and they change with the keys.
constexpr uint32_t kFirstNegotiated = 0x80000000;

constexpr bool
IsNegotiated(uint32_t spi)
{
    return spi >= kFirstNegotiated;
}

/// @return the name of what a vNIC sends by keys that are negotiated
constexpr uint32_t
NegotiatedFrom(VnicId sender)
{
    return kFirstNegotiated | sender.value;
}

struct IkePeerKey
{
    uint32_t remote; ///< where the peer is, provider's address; its name, too
    auto operator<=>(const IkePeerKey&) const = default;
};

struct IkePeerValue
{
    static constexpr size_t kSecretBytes = 24;

    std::array<uint8_t, kSecretBytes> secret; ///< that the two share
    uint32_t sealsAs;                         ///< what policies call the association to the peer
    uint32_t opensAs;                         ///< and the one from it
    bool operator==(const IkePeerValue&) const = default;
};

} // namespace ns3::vnlab

#endif // VNLAB_IPSEC_TABLES_H
