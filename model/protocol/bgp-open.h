// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BGP_OPEN_H
#define VNLAB_BGP_OPEN_H

#include "model/protocol/bgp-notification.h"

namespace ns3::vnlab::bgp
{

/// An address family and what kind of it (RFC 4760 §3).
struct Family
{
    uint16_t afi{0};
    uint8_t safi{0};

    bool operator==(const Family&) const = default;
};

/// L2VPN, EVPN (RFC 7432 §7).
constexpr Family kEvpnFamily{25, 70};

/// A capability that is none of those with a field of their own in Open (RFC 5492 §4).
struct Capability
{
    uint8_t code{0};
    Bytes value{}; ///< at most 253 bytes, or it does not fit into an OPEN

    bool operator==(const Capability&) const = default;
};

/// What an OPEN message of version 4 says (RFC 4271 §4.2).
struct Open
{
    uint32_t as{0}; ///< of the capability for four bytes (RFC 6793), else of the field of two
    bool fourByteAs{true};  ///< whether there is that capability
    uint16_t holdTime{90};  ///< seconds; 0: none. Never 1 or 2
    uint32_t identifier{0}; ///< BGP identifier, an IPv4 address in host byte order; never 0
    std::vector<Family> families{
        kEvpnFamily}; ///< those of multiprotocol capabilities (RFC 4760 §8)
    std::vector<Capability> others{};

    bool operator==(const Open&) const = default;
};

/**
 * @brief The whole OPEN message, with all capabilities in one parameter (RFC 5492 §4).
 *
 * An AS beyond two bytes stands as 23456 in the old field (RFC 6793 §9). The program ends where the
 * capabilities have more than 253 bytes.
 */
Bytes EncodeOpen(const Open& open);

/**
 * @param body of an OPEN message
 * @return what it says, capabilities in one parameter or in several; OPEN Message Error of RFC 4271
 *         §6.2 where the version is not 4, a length is wrong, a parameter is no capabilities, the hold
 *         time is 1 or 2 seconds, the identifier or the AS is 0 (RFC 7607)
 */
Decoded<Open> DecodeOpen(std::span<const uint8_t> body);

} // namespace ns3::vnlab::bgp

#endif // VNLAB_BGP_OPEN_H
