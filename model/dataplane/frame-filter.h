// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FRAME_FILTER_H
#define VNLAB_FRAME_FILTER_H

#include "model/drop-log.h"
#include "model/rule/tables.h"
#include "model/wire/frame-fields.h"

#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <optional>
#include <span>

namespace ns3::vnlab
{

/// A frame at a vNIC that a firewall decides on.
struct FilteredFrame
{
    VnicId vnic;
    Vni vni;       ///< its segment
    MacBytes port; ///< Ethernet address that the host gave it
    const FrameFields& fields;
    const Ptr<const Packet>& packet; ///< all of the frame
    Time now;
    uint16_t policy{
        0}; ///< number for its sender that came with it (TunnelLabel), or that PolicyOf() gave here
};

/**
 * @brief A firewall in a host switch, between the vNICs and the VTEP: below the guests, so root in a VM
 * cannot get around it.
 *
 * It may remember what passes. A frame between two vNICs of its host is asked about twice, at the sender's vNIC
 * and at the receiver's. Probes are decided on as other packets are, and nothing is remembered of them.
 */
class FrameFilter
{
  public:
    virtual ~FrameFilter() = default;

    /// Decides on a frame that a guest sent. @return why it is dropped, or nothing where it may go on
    virtual std::optional<DropReason> FromGuest(const FilteredFrame& frame) = 0;

    /// Decides on a frame before a guest gets it. @see FromGuest
    virtual std::optional<DropReason> ToGuest(const FilteredFrame& frame) = 0;

    /// @return the number for who sends from a vNIC, which goes with its frames; 0, the default: none
    virtual uint16_t PolicyOf(VnicId /*vnic*/) const
    {
        return 0;
    }

    /// @return whether it looks connections up to decide, which takes time of its own; false by default
    virtual bool TracksConnections() const
    {
        return false;
    }

    /// Gives what it remembers of a vNIC to another host's filter of the same kind; nothing, by default.
    virtual void MoveState(VnicId vnic, FrameFilter& to);

    /// @return false where the filter has no such table or the sizes are wrong
    virtual bool Write(TableId table,
                       std::span<const uint8_t> key,
                       std::span<const uint8_t> value) = 0;

    /// @return false where there is no such entry
    virtual bool Erase(TableId table, std::span<const uint8_t> key) = 0;

    /// Removes all entries, and forgets what it remembers.
    virtual void Clear() = 0;
};

inline void
FrameFilter::MoveState(VnicId, FrameFilter&)
{
}

} // namespace ns3::vnlab

#endif // VNLAB_FRAME_FILTER_H
