// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FRAME_FILTER_H
#define VNLAB_FRAME_FILTER_H

#include "model/drop-log.h"
#include "model/rule/tables.h"
#include "model/wire/frame-fields.h"

#include <cstdint>
#include <optional>
#include <span>

namespace ns3::vnlab
{

/// A firewall in a host switch, between the vNICs and the VTEP: below the guests, so root in a VM
/// cannot get around it.
class FrameFilter
{
  public:
    virtual ~FrameFilter() = default;

    /**
     * @brief Decides on a frame that a guest sent.
     * @param vni segment of the vNIC
     * @param port Ethernet address that the host gave the vNIC
     * @return why the frame is dropped, or nothing where it may go on
     */
    virtual std::optional<DropReason> FromGuest(Vni vni,
                                                const MacBytes& port,
                                                const FrameFields& frame) const = 0;

    /// Decides on a frame before a guest gets it. @see FromGuest
    virtual std::optional<DropReason> ToGuest(Vni vni,
                                              const MacBytes& port,
                                              const FrameFields& frame) const = 0;

    /// @return false where the filter has no such table or the sizes are wrong
    virtual bool Write(TableId table,
                       std::span<const uint8_t> key,
                       std::span<const uint8_t> value) = 0;

    /// @return false where there is no such entry
    virtual bool Erase(TableId table, std::span<const uint8_t> key) = 0;

    /// Removes all entries.
    virtual void Clear() = 0;
};

} // namespace ns3::vnlab

#endif // VNLAB_FRAME_FILTER_H
