// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/rack-numbering.h"

#include "model/cloud/cloud-plan.h"

#include <stdexcept>
#include <string>

namespace ns3::vnlab
{

RackNumbering::RackNumbering(const Topology& topology)
    : m_topology(topology),
      m_prefixes(topology.Leaves()),
      m_given(topology.Leaves(), 0)
{
}

const Topology&
RackNumbering::GetTopology() const
{
    return m_topology;
}

const RackPrefixes&
RackNumbering::Prefixes() const
{
    return m_prefixes;
}

uint32_t
RackNumbering::Free(HostId host) const
{
    return m_prefixes.Room() - m_given[m_topology.LeafOf(host).value];
}

uint32_t
RackNumbering::Take(HostId host)
{
    const LeafId rack = m_topology.LeafOf(host);
    return m_prefixes.Address(rack, m_given[rack.value]++);
}

void
NumberByRack(CloudPlan& plan, const Topology& topology)
{
    plan.byRack.emplace(topology);
    for (TenantPlan& tenant : plan.tenants)
    {
        for (PathPlan& path : tenant.paths)
        {
            path.subnet = tenant.hasOwnAddresses ? path.subnet : RackPrefixes::kAll;
        }
    }
    for (uint32_t vnic = 0; vnic < plan.vnics.size(); ++vnic)
    {
        VnicPlan& numbered = plan.vnics[vnic];
        if (plan.At(plan.At(numbered.vm).tenant).hasOwnAddresses)
        {
            continue;
        }
        const HostId host = plan.start.PlaceOf(VnicId{vnic}).host;
        if (plan.byRack->Free(host) == 0)
        {
            const LeafId rack = topology.LeafOf(host);
            throw std::invalid_argument(
                "rack " + std::to_string(rack.value) + " has more vNICs than the " +
                std::to_string(plan.byRack->Prefixes().Room()) + " addresses of " +
                plan.byRack->Prefixes().PrefixOf(rack).ToString());
        }
        numbered.address = plan.byRack->Take(host);
    }
}

} // namespace ns3::vnlab
