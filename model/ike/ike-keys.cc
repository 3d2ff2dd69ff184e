// SPDX-License-Identifier: GPL-2.0-only
#include "model/ike/ike-keys.h"

#include "model/identity/derivation.h"

#include <algorithm>

namespace ns3::vnlab::ike
{

namespace
{

constexpr size_t kSealBytes = std::tuple_size_v<aesgcm::Key> + 4;
constexpr size_t kProofBytes = std::tuple_size_v<PrfBytes>;

/// Takes a key and its salt.
EspKey
TakeSealKey(ByteReader& from)
{
    EspKey key;
    key.key = from.Array<std::tuple_size_v<aesgcm::Key>>();
    key.salt = from.Array<4>();
    return key;
}

Bytes
Joined(std::span<const uint8_t> first, std::span<const uint8_t> then)
{
    ByteWriter writer;
    return writer.Append(first).Append(then).Written();
}

} // namespace

IkeKeys
DeriveIkeKeys(std::span<const uint8_t> shared, const Freshness& freshness)
{
    const Bytes nonces = Joined(freshness.initiatorNonce, freshness.responderNonce);
    const PrfBytes seed = Prf(nonces, {shared}); // SKEYSEED
    ByteWriter text;
    text.Append(nonces).Number(freshness.initiatorSpi, 8).Number(freshness.responderSpi, 8);
    const Bytes stream = PrfPlus(seed, text.Written(), 3 * kProofBytes + 2 * kSealBytes);
    ByteReader reader(stream);
    IkeKeys keys;
    keys.derive = reader.Array<kProofBytes>();
    keys.initiatorSeals = TakeSealKey(reader); // no keys for integrity: AES-GCM needs none
    keys.responderSeals = TakeSealKey(reader);
    keys.initiatorProves = reader.Array<kProofBytes>();
    keys.responderProves = reader.Array<kProofBytes>();
    return keys;
}

ChildKeys
DeriveChildKeys(const PrfBytes& derive,
                std::span<const uint8_t> initiatorNonce,
                std::span<const uint8_t> responderNonce)
{
    const Bytes stream = PrfPlus(derive, Joined(initiatorNonce, responderNonce), 2 * kSealBytes);
    ByteReader reader(stream);
    ChildKeys keys;
    keys.initiatorSeals = TakeSealKey(reader);
    keys.responderSeals = TakeSealKey(reader);
    return keys;
}

PrfBytes
ProofBySecret(std::span<const uint8_t> secret,
              std::span<const uint8_t> message,
              std::span<const uint8_t> peerNonce,
              const PrfBytes& proves,
              std::span<const uint8_t> identity)
{
    const PrfBytes padded = Prf(secret, {BytesOf("Key Pad for IKEv2")});
    const PrfBytes signedIdentity = Prf(proves, {identity});
    return Prf(padded, {message, peerNonce, signedIdentity});
}

} // namespace ns3::vnlab::ike
