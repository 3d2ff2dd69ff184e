// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PLAIN_BYTES_H
#define VNLAB_PLAIN_BYTES_H

#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <type_traits>

namespace ns3::vnlab
{

/// @return the plain struct that the bytes are, or nothing where they are not as many as it has
template <class Struct>
std::optional<Struct>
ReadAs(std::span<const uint8_t> bytes)
{
    static_assert(std::is_trivially_copyable_v<Struct>);
    if (bytes.size() != sizeof(Struct))
    {
        return std::nullopt;
    }
    Struct result;
    std::memcpy(&result, bytes.data(), sizeof(Struct));
    return result;
}

/// @return the bytes of a plain struct without padding, valid as long as it
template <class Struct>
std::span<const uint8_t>
PlainBytes(const Struct& entry)
{
    static_assert(std::has_unique_object_representations_v<Struct>);
    return {reinterpret_cast<const uint8_t*>(&entry), sizeof(Struct)};
}

} // namespace ns3::vnlab

#endif // VNLAB_PLAIN_BYTES_H
