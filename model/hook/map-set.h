// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MAP_SET_H
#define VNLAB_MAP_SET_H

#include "model/hook/bpf-map.h"

#include <array>
#include <cstddef>
#include <stdexcept>

namespace ns3::vnlab
{

/// The maps of one vNIC, at most kMaxMaps, in place: a reference to one of them stays valid.
class MapSet
{
  public:
    static constexpr size_t kMaxMaps = 8;

    /// @return the instance of a map, or nullptr if there is none yet
    const BpfMap* Find(const vnlab_map& descriptor) const
    {
        for (const BpfMap& map : m_maps)
        {
            if (map.Descriptor() == &descriptor)
            {
                return &map;
            }
        }
        return nullptr;
    }

    /// @return the instance of a map, made if there is none yet
    /// @throws std::length_error if that is one map too many
    BpfMap& Get(const vnlab_map& descriptor)
    {
        for (BpfMap& map : m_maps)
        {
            if (map.Descriptor() == &descriptor)
            {
                return map;
            }
            if (!map.Descriptor())
            {
                map = BpfMap(descriptor);
                return map;
            }
        }
        throw std::length_error("a vNIC's programs name too many maps");
    }

    /// @return bytes on the heap
    size_t MemoryBytes() const
    {
        size_t bytes = 0;
        for (const BpfMap& map : m_maps)
        {
            bytes += map.MemoryBytes();
        }
        return bytes;
    }

  private:
    std::array<BpfMap, kMaxMaps> m_maps; // those in use come first
};

} // namespace ns3::vnlab

#endif // VNLAB_MAP_SET_H
