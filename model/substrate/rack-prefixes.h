// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RACK_PREFIXES_H
#define VNLAB_RACK_PREFIXES_H

#include "model/spec/ipv4-prefix.h"
#include "model/substrate/topology.h"

#include <bit>
#include <cstdint>
#include <optional>

namespace ns3::vnlab
{

/**
 * @brief 10.0.0.0/8 in blocks alike, one for each rack: an address tells which rack it was given in.
 *
 * So a switch that knows the blocks, which never change, knows the way to all VMs that are where their
 * addresses say. Addresses are in host byte order.
 */
class RackPrefixes
{
  public:
    static constexpr Ipv4Prefix kAll{0x0a000000, 8};

    /// @param racks of all data centers, 1 to address_plan::kMaxHosts
    explicit RackPrefixes(uint32_t racks)
        : m_racks(racks),
          m_length(static_cast<uint8_t>(kAll.length + std::bit_width(racks - 1)))
    {
    }

    Ipv4Prefix PrefixOf(LeafId rack) const
    {
        return {kAll.base | rack.value << (32 - m_length), m_length};
    }

    /// @return the rack whose block has the address, if one's has
    std::optional<LeafId> RackOf(uint32_t address) const
    {
        const uint32_t block = (address - kAll.base) >> (32 - m_length);
        return kAll.Contains(address) && block < m_racks ? std::optional(LeafId{block})
                                                         : std::nullopt;
    }

    /// @return how many VMs a block has addresses for: not the first two, a network's and a gateway's,
    ///         nor the last, that of broadcasts
    uint32_t Room() const
    {
        return (uint32_t{1} << (32 - m_length)) - kFirst - 1;
    }

    /// @param index 0 to Room() - 1
    uint32_t Address(LeafId rack, uint32_t index) const
    {
        return PrefixOf(rack).base + kFirst + index;
    }

  private:
    static constexpr uint32_t kFirst = 2;

    uint32_t m_racks;
    uint8_t m_length; ///< of each block's prefix
};

} // namespace ns3::vnlab

#endif // VNLAB_RACK_PREFIXES_H
