// SPDX-License-Identifier: GPL-2.0-only
#include "model/ike/x25519.h"

#include <algorithm>
#include <nettle/curve25519.h>

namespace ns3::vnlab::ike
{

static_assert(std::tuple_size_v<X25519Bytes> == CURVE25519_SIZE);

X25519Bytes
X25519PublicOf(const X25519Bytes& secret)
{
    X25519Bytes shown;
    curve25519_mul_g(shown.data(), secret.data());
    return shown;
}

std::optional<X25519Bytes>
X25519Shared(const X25519Bytes& secret, const X25519Bytes& theirs)
{
    X25519Bytes shared;
    curve25519_mul(shared.data(), secret.data(), theirs.data());
    const bool isZero = std::ranges::all_of(shared, [](uint8_t byte) { return byte == 0; });
    return isZero ? std::nullopt : std::optional(shared);
}

} // namespace ns3::vnlab::ike
