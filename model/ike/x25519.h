// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_X25519_H
#define VNLAB_X25519_H

#include <array>
#include <cstdint>
#include <optional>

namespace ns3::vnlab::ike
{

/// What one end keeps to itself, what it shows, and what both then have (RFC 7748 §6.1).
using X25519Bytes = std::array<uint8_t, 32>;

/// @return the public value of a secret one: any 32 bytes
X25519Bytes X25519PublicOf(const X25519Bytes& secret);

/// @return what both ends have; nothing where the other's value leaves no secret: it would be 0
std::optional<X25519Bytes> X25519Shared(const X25519Bytes& secret, const X25519Bytes& theirs);

} // namespace ns3::vnlab::ike

#endif // VNLAB_X25519_H
