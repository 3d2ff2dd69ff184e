// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TRUNK_PORTS_H
#define VNLAB_TRUNK_PORTS_H

#include "model/rule/vlan-tables.h"

#include <cstdint>
#include <set>
#include <unordered_map>
#include <vector>

namespace ns3::vnlab
{

/// Which VLANs the trunk ports of a switch carry: what is on no list is carried by none.
class TrunkPorts
{
  public:
    void Add(const TrunkVlanKey& entry);

    /// @return false where there is no such entry
    bool Remove(const TrunkVlanKey& entry);

    /// @return the ports that carry a VLAN, ascending
    std::vector<LinkId> Carrying(uint16_t vlan) const;

  private:
    std::unordered_map<uint16_t, std::set<LinkId>> m_single; ///< of entries that name one VLAN
    std::set<TrunkVlanKey> m_ranges;                         ///< the others
};

} // namespace ns3::vnlab

#endif // VNLAB_TRUNK_PORTS_H
