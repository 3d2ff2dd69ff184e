// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LABEL_FILTER_H
#define VNLAB_LABEL_FILTER_H

#include "model/dataplane/entry-table.h"
#include "model/dataplane/frame-filter.h"
#include "model/dataplane/host-connections.h"
#include "model/rule/label-tables.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <unordered_set>

namespace ns3::vnlab
{

/**
 * @brief A firewall that decides by the identities that frames carry in their tunnels (kLabelPolicyTable, a map for
 * each vNIC), with memory.
 *
 * A frame passes where, in this order:
 * 1. sent by a guest: its source addresses (Ethernet, IPv4, ARP sender) are those that kLabelPortTable has for the
 *    vNIC, else `spoofed-source`;
 * 2. it is ARP;
 * 3. at both ends, the map of the vNIC has the other end's identity, the service, and who has opened the connection,
 *    or it is an ICMP error about a connection that is known; else `not-permitted`. The sender's host knows the
 *    receiver by kLabelAddressTable and leaves it to the receiver's where it does not; the receiver's knows the
 *    sender by the number that came with the frame;
 * 4. it can be remembered, else `connections-full`.
 * A fragment behind the first shows no port and passes only where an entry names none.
 */
class LabelFilter : public FrameFilter
{
  public:
    /// @param capacity entries of a vNIC's map @param connections that it remembers, over all vNICs of its host
    LabelFilter(size_t capacity, uint32_t connections);

    std::optional<DropReason> FromGuest(const FilteredFrame& frame) override;
    std::optional<DropReason> ToGuest(const FilteredFrame& frame) override;
    uint16_t PolicyOf(VnicId vnic) const override;
    bool TracksConnections() const override;
    void MoveState(VnicId vnic, FrameFilter& to) override;
    bool Write(TableId table,
               std::span<const uint8_t> key,
               std::span<const uint8_t> value) override;
    bool Erase(TableId table, std::span<const uint8_t> key) override;
    void Clear() override;

  private:
    /// @param ownAsked whether the vNIC has opened the connection
    bool Permits(VnicId vnic, IdentityNumber other, bool ownAsked, const Service& service) const;

    size_t m_capacity;
    EntryTable<LabelPortKey, LabelPortValue> m_ports;
    EntryTable<LabelAddressKey, LabelAddressValue> m_addresses;
    std::unordered_set<LabelPolicyKey, BytesHash<LabelPolicyKey>> m_policies;
    std::map<VnicId, size_t> m_entries; ///< of each vNIC's map
    HostConnections m_connections;
};

} // namespace ns3::vnlab

#endif // VNLAB_LABEL_FILTER_H
