// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BIG_ENDIAN_H
#define VNLAB_BIG_ENDIAN_H

#include <cstdint>

namespace ns3::vnlab
{

/// @return the 16-bit number whose bytes, most significant first, are at `from`
inline uint16_t
ReadBig16(const uint8_t* from)
{
    return static_cast<uint16_t>(from[0] << 8 | from[1]);
}

/// @return the 32-bit number whose bytes, most significant first, are at `from`
inline uint32_t
ReadBig32(const uint8_t* from)
{
    return static_cast<uint32_t>(ReadBig16(from)) << 16 | ReadBig16(from + 2);
}

/// Writes the two bytes of a number to `to`, most significant first.
inline void
WriteBig16(uint8_t* to, uint16_t number)
{
    to[0] = static_cast<uint8_t>(number >> 8);
    to[1] = static_cast<uint8_t>(number);
}

/// Writes the four bytes of a number to `to`, most significant first.
inline void
WriteBig32(uint8_t* to, uint32_t number)
{
    WriteBig16(to, static_cast<uint16_t>(number >> 16));
    WriteBig16(to + 2, static_cast<uint16_t>(number));
}

} // namespace ns3::vnlab

#endif // VNLAB_BIG_ENDIAN_H
