// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IKE_KEYS_H
#define VNLAB_IKE_KEYS_H

#include "model/identity/esp-key.h"
#include "model/ike/ike-prf.h"
#include "model/wire/byte-fields.h"

#include <cstdint>
#include <span>

namespace ns3::vnlab::ike
{

/// What both ends have said in clear, and the keys come from besides their secret.
struct Freshness
{
    Bytes initiatorNonce{};
    Bytes responderNonce{};
    uint64_t initiatorSpi{0};
    uint64_t responderSpi{0};
};

/// The keys of an IKE SA, by who uses them.
struct IkeKeys
{
    PrfBytes derive{};          ///< SK_d: keys of child SAs come from it
    EspKey initiatorSeals{};    ///< SK_ei, with the salt of RFC 5282 §7.1
    EspKey responderSeals{};    ///< SK_er
    PrfBytes initiatorProves{}; ///< SK_pi
    PrfBytes responderProves{}; ///< SK_pr
    bool operator==(const IkeKeys&) const = default;
};

/// @return the keys of an IKE SA (RFC 7296 §2.14). @param shared what the Diffie-Hellman exchange gave
IkeKeys DeriveIkeKeys(std::span<const uint8_t> shared, const Freshness& freshness);

/// The keys of a child SA with AES-128-GCM, by who seals with them; initiator is who asked for it.
struct ChildKeys
{
    EspKey initiatorSeals{};
    EspKey responderSeals{};
    bool operator==(const ChildKeys&) const = default;
};

/// @return the keys of a child SA without a Diffie-Hellman exchange of its own (RFC 7296 §2.17)
ChildKeys DeriveChildKeys(const PrfBytes& derive,
                          std::span<const uint8_t> initiatorNonce,
                          std::span<const uint8_t> responderNonce);

/**
 * @brief What proves by a shared secret who somebody is (RFC 7296 §2.15).
 * @param message the first that he sent
 * @param peerNonce the other's
 * @param proves his SK_pi or SK_pr
 * @param identity body of his identity payload
 */
PrfBytes ProofBySecret(std::span<const uint8_t> secret,
                       std::span<const uint8_t> message,
                       std::span<const uint8_t> peerNonce,
                       const PrfBytes& proves,
                       std::span<const uint8_t> identity);

} // namespace ns3::vnlab::ike

#endif // VNLAB_IKE_KEYS_H
