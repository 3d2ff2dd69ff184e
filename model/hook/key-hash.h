// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_KEY_HASH_H
#define VNLAB_KEY_HASH_H

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace ns3::vnlab
{

/// @return the hash of a table's key, by which it finds its slot; the same in every run
inline uint64_t
HashOfKey(const uint8_t* key, uint32_t size)
{
    uint64_t hash = size;
    while (size > 0)
    {
        uint64_t word = 0;
        const uint32_t step = std::min<uint32_t>(size, sizeof(word));
        std::memcpy(&word, key, step);
        hash = (hash ^ word) * 0x9E3779B97F4A7C15;
        hash ^= hash >> 32;
        key += step;
        size -= step;
    }
    return hash;
}

} // namespace ns3::vnlab

#endif // VNLAB_KEY_HASH_H
