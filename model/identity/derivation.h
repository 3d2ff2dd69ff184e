// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DERIVATION_H
#define VNLAB_DERIVATION_H

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace ns3::vnlab
{

/// The size of an Ed25519 secret, of a nonce and of everything else that is derived.
using DerivedBytes = std::array<uint8_t, 32>;

/// @return the bytes of a text
inline std::span<const uint8_t>
BytesOf(std::string_view text)
{
    return {reinterpret_cast<const uint8_t*>(text.data()), text.size()};
}

/// @return a number's eight bytes, the most significant first
std::array<uint8_t, 8> BytesOf(uint64_t number);

/**
 * @brief What stands for randomness here: SHA-256 over a purpose and parts, each preceded by its
 *        length, so that different parts never run into the same bytes.
 *
 * The same input gives the same secret: a simulated secret is reproducible, and so not secret.
 *
 * @param purpose keeps what is derived for one purpose apart from all others
 */
DerivedBytes Derive(std::string_view purpose,
                    std::initializer_list<std::span<const uint8_t>> parts);

} // namespace ns3::vnlab

#endif // VNLAB_DERIVATION_H
