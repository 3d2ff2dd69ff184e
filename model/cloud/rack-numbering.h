// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RACK_NUMBERING_H
#define VNLAB_RACK_NUMBERING_H

#include "model/ids.h"
#include "model/substrate/rack-prefixes.h"
#include "model/substrate/topology.h"

#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

struct CloudPlan;

/// Gives VMs addresses in the block of the rack that they start in, each once: a value.
class RackNumbering
{
  public:
    explicit RackNumbering(const Topology& topology);

    const Topology& GetTopology() const;
    const RackPrefixes& Prefixes() const;

    /// @return how many more addresses the rack of a host has
    uint32_t Free(HostId host) const;

    /// @return the next address of the rack of a host that has a free one
    uint32_t Take(HostId host);

  private:
    Topology m_topology;
    RackPrefixes m_prefixes;
    std::vector<uint32_t> m_given; // by LeafId
};

/**
 * @brief Numbers VMs by rack, for a provider whose switches know racks by prefix: each vNIC gets an
 *        address in the block of the rack that it starts in, in the order of the ids, and keeps it
 *        wherever it goes. So do VMs that are added later.
 *
 * Tenants that have addresses of their own keep them. The subnet of all others is all of 10.0.0.0/8.
 * @param plan of which nothing has been built yet
 * @throws std::invalid_argument where a rack has more vNICs than its block has addresses
 */
void NumberByRack(CloudPlan& plan, const Topology& topology);

} // namespace ns3::vnlab

#endif // VNLAB_RACK_NUMBERING_H
