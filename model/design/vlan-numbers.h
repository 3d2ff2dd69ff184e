// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VLAN_NUMBERS_H
#define VNLAB_VLAN_NUMBERS_H

#include "model/ids.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ns3::vnlab
{

/// VLANs from the first to the last.
struct VlanRange
{
    uint16_t first;
    uint16_t last;
};

/// Whose switches a fabric has, as far as VLAN numbers go.
enum class Vendors : uint8_t
{
    kStandard,
    kCiscoIos,
    kCiscoNexus,
};

/// @return what they keep for themselves
std::span<const VlanRange> ReservedBy(Vendors vendors);

/**
 * @brief The VLAN numbers that segments may have: 1 to 4094 (IEEE 802.1Q §9.6) less those reserved.
 *
 * The segment with the number kFirstVni has the first of them, and so on, so a segment's VLAN depends
 * on its own number alone.
 */
class VlanNumbers
{
  public:
    /// @param reserved any ranges, also overlapping ones
    explicit VlanNumbers(std::span<const VlanRange> reserved);

    /// @return how many there are
    uint32_t Count() const;

    /// @return the segment's; nothing where there are fewer than that
    std::optional<uint16_t> Of(Vni segment) const;

  private:
    std::vector<uint16_t> m_usable; ///< ascending
};

} // namespace ns3::vnlab

#endif // VNLAB_VLAN_NUMBERS_H
