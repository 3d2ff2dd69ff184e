// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SEGMENT_PORTS_H
#define VNLAB_SEGMENT_PORTS_H

#include "model/dataplane/entry-table.h"
#include "model/dataplane/segment-lists.h"
#include "model/guest/vnic-device.h"
#include "model/rule/tables.h"

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief The vNICs of a host and the segments that they are in: kPortSegment.
 *
 * An entry may come before its vNIC is plugged in, and stay after it has gone.
 */
class SegmentPorts
{
  public:
    /// A vNIC is plugged in, or about to be unplugged. @param device outlives its being plugged in
    void Attach(VnicDevice& device);
    void Detach(const VnicDevice& device);

    /// @return false where the sizes are wrong
    bool Write(std::span<const uint8_t> key, std::span<const uint8_t> value);
    /// @return false where there is no such entry
    bool Erase(std::span<const uint8_t> key);
    /// Removes all entries.
    void Clear();

    /// @return the segment of a vNIC, plugged in or not
    std::optional<Vni> VniOf(VnicId vnic) const;

    /// @return the vNIC of a segment with an Ethernet address, if it is plugged in, else nullptr
    VnicDevice* Find(Vni vni, const MacBytes& mac) const;

    /// @return the vNICs of a segment, plugged in or not, ascending
    const std::vector<VnicId>& Members(Vni vni) const;

    /// @return whether a vNIC of the segment that is plugged in has a guest's address
    bool HasAddress(Vni vni, uint32_t address) const;

  private:
    EntryTable<PortSegmentKey, PortSegmentValue> m_entries;
    SegmentLists<VnicId> m_members;
    std::unordered_map<VnicId, VnicDevice*> m_devices; ///< plugged in
    /// Of those that have an entry.
    std::unordered_map<SegmentMacKey, VnicDevice*, BytesHash<SegmentMacKey>> m_byMac;
};

} // namespace ns3::vnlab

#endif // VNLAB_SEGMENT_PORTS_H
