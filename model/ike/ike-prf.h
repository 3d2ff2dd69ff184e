// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IKE_PRF_H
#define VNLAB_IKE_PRF_H

#include "model/wire/byte-fields.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>

namespace ns3::vnlab::ike
{

/// What PRF_HMAC_SHA2_256 gives (RFC 4868 §2.1.2).
using PrfBytes = std::array<uint8_t, 32>;

/// @return the HMAC with SHA-256 of parts, one after the other (RFC 2104). @throws GnutlsError
PrfBytes Prf(std::span<const uint8_t> key, std::initializer_list<std::span<const uint8_t>> parts);

/// @return as many bytes as are wanted, up to 255 times 32 (RFC 7296 §2.13). @throws GnutlsError
/// @throws std::length_error where more are wanted
Bytes PrfPlus(std::span<const uint8_t> key, std::span<const uint8_t> seed, size_t size);

} // namespace ns3::vnlab::ike

#endif // VNLAB_IKE_PRF_H
