// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ESP_KEY_H
#define VNLAB_ESP_KEY_H

#include "model/identity/aes-gcm.h"
#include "model/identity/derivation.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

namespace ns3::vnlab
{

/// The keying material of a security association with AES-128-GCM (RFC 4106 §8.1), in the order in which it
/// is written: `ip xfrm state ... aead "rfc4106(gcm(aes))"`.
struct EspKey
{
    aesgcm::Key key{};
    std::array<uint8_t, 4> salt{}; ///< the part of the nonce that is not in packets
    bool operator==(const EspKey&) const = default;
};

/// @return what stands for a key that somebody has drawn for what one sends to another
/// @param path tells associations of the two apart
inline EspKey
DrawEspKey(std::span<const uint8_t> sender, std::span<const uint8_t> receiver, uint32_t path)
{
    const auto number = BytesOf(uint64_t{path});
    const DerivedBytes drawn = Derive("vnlab ESP key", {sender, receiver, number});
    EspKey key;
    const auto rest = std::ranges::copy_n(drawn.begin(), key.key.size(), key.key.begin()).in;
    std::ranges::copy_n(rest, key.salt.size(), key.salt.begin());
    return key;
}

} // namespace ns3::vnlab

#endif // VNLAB_ESP_KEY_H
