// SPDX-License-Identifier: GPL-2.0-only
#include "helper/substrate-helper.h"

#include "model/substrate/address-plan.h"

#include "ns3/log.h"

#include <stdexcept>
#include <string>

namespace ns3::vnlab
{

NS_LOG_COMPONENT_DEFINE("VnlabDropLog");

void
SubstrateHelper::SetTopology(const Topology& topology)
{
    m_topology = topology;
}

void
SubstrateHelper::SetLink(const LinkProfile& profile)
{
    m_link = profile;
}

void
SubstrateHelper::SetWan(const WanGraph& graph, const LinkProfile& profile)
{
    m_wan = graph;
    m_wanLink = profile;
}

void
SubstrateHelper::SetMtu(uint16_t mtu)
{
    m_mtu = mtu;
}

Topology
SubstrateHelper::GetTopology() const
{
    Topology topology = m_topology;
    topology.wanLinks = static_cast<uint32_t>(m_wan.links.size());
    return topology;
}

std::unique_ptr<Substrate>
SubstrateHelper::Build() const
{
    const Topology topology = GetTopology();
    if (topology.Hosts() == 0 || topology.Hosts() > address_plan::kMaxHosts)
    {
        throw std::invalid_argument("the substrate has " + std::to_string(topology.Hosts()) +
                                    " hosts; accepted: 1 to " +
                                    std::to_string(address_plan::kMaxHosts));
    }
    if (topology.datacenters > 1 && m_wan.nextHop.size() != topology.datacenters)
    {
        throw std::invalid_argument("the WAN joins " + std::to_string(m_wan.nextHop.size()) +
                                    " data centers of " + std::to_string(topology.datacenters));
    }
    auto substrate = std::make_unique<Substrate>();
    substrate->mtu = m_mtu;
    if (g_log.IsEnabled(LOG_LOGIC))
    {
        substrate->drops.AddObserver(
            [](DropReason reason, const Ptr<const Packet>& packet)
            { NS_LOG_LOGIC(ToString(reason) << ", " << packet->GetSize() << " bytes"); });
    }
    substrate->fabric =
        std::make_unique<Fabric>(topology, m_link, m_wanLink, m_wan, substrate->drops);
    return substrate;
}

} // namespace ns3::vnlab
