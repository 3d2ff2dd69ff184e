// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GROUP_FILTER_H
#define VNLAB_GROUP_FILTER_H

#include "model/dataplane/entry-table.h"
#include "model/dataplane/frame-filter.h"
#include "model/dataplane/host-connections.h"
#include "model/rule/group-tables.h"

#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief The firewall of security groups, as clouds have it: default deny in, allow out, with memory.
 *
 * A frame passes where, in this order:
 * 1. sent by a guest: its source addresses (Ethernet, IPv4, ARP sender) are those that kGroupPort has for the vNIC,
 *    else `spoofed-source`;
 * 2. it is ARP;
 * 3. it opens a connection, or belongs to one, that the vNIC has asked for;
 * 4. it opens a connection, or belongs to one, that somebody else has asked for: a rule of the vNIC's group has
 *    the service, and a remote group that has the asker's address among its members; or it is an ICMP error about
 *    a connection that is known; else `not-permitted`;
 * 5. it can be remembered, else `connections-full`.
 * A fragment behind the first shows no port and passes in only where a rule names none.
 */
class GroupFilter : public FrameFilter
{
  public:
    /// @param connections that it remembers, over all vNICs of its host
    explicit GroupFilter(uint32_t connections);

    std::optional<DropReason> FromGuest(const FilteredFrame& frame) override;
    std::optional<DropReason> ToGuest(const FilteredFrame& frame) override;
    bool TracksConnections() const override;
    void MoveState(VnicId vnic, FrameFilter& to) override;
    bool Write(TableId table,
               std::span<const uint8_t> key,
               std::span<const uint8_t> value) override;
    bool Erase(TableId table, std::span<const uint8_t> key) override;
    void Clear() override;

  private:
    /// @return whether a group takes a service from an address
    bool Takes(GroupId group, uint32_t from, const Service& service) const;

    EntryTable<GroupPortKey, GroupPortValue> m_ports;
    std::unordered_set<GroupRuleKey, BytesHash<GroupRuleKey>> m_rules;
    /// By address: the groups that have it among their members. Tenants' addresses may be the same.
    std::unordered_map<uint32_t, std::vector<GroupId>> m_groupsOf;
    HostConnections m_connections;
};

} // namespace ns3::vnlab

#endif // VNLAB_GROUP_FILTER_H
