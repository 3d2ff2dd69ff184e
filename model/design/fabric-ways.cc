// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/fabric-ways.h"

#include "model/substrate/address-plan.h"

#include <tuple>

namespace ns3::vnlab
{

namespace
{

auto
ShapeOf(const Topology& topology)
{
    return std::tie(topology.datacenters,
                    topology.racks,
                    topology.hostsPerRack,
                    topology.spines,
                    topology.wanLinks,
                    topology.servers);
}

} // namespace

FabricWays::FabricWays(const CloudPlan& plan, const std::set<LinkId>& failed)
    : m_topology(plan.topology),
      m_wan(plan.wan.links),
      m_failed(failed),
      m_routes(plan.topology, plan.wan)
{
    for (const LinkId link : failed)
    {
        m_routes.LearnFailure(link, true);
    }
}

bool
FabricWays::IsOf(const CloudPlan& plan, const std::set<LinkId>& failed) const
{
    return m_failed == failed && m_wan == plan.wan.links &&
           ShapeOf(m_topology) == ShapeOf(plan.topology);
}

std::vector<LinkId>
FabricWays::Between(HostId from, HostId to, uint32_t atLeaves, uint32_t further)
{
    std::vector<LinkId> way{m_topology.HostUp(from)};
    NodeRef at{NodeKind::kLeaf, m_topology.LeafOf(from).value};
    while (at.kind != NodeKind::kHost)
    {
        const std::optional<LinkId> link =
            Next(at, to, at.kind == NodeKind::kLeaf ? atLeaves : further);
        if (!link)
        {
            return {};
        }
        way.push_back(*link);
        at = EndOf(*link);
    }
    return way;
}

std::optional<LinkId>
FabricWays::Next(NodeRef at, HostId to, uint32_t choice)
{
    FabricFrame frame;
    frame.destination = address_plan::HostAddress(to);
    frame.flowHash = choice;
    frame.ttl = UINT8_MAX;
    const Forwarding next = m_routes.Forward(at, std::nullopt, frame);
    const auto* link = std::get_if<LinkId>(&next);
    return link ? std::optional(*link) : std::nullopt;
}

std::vector<LinkId>
FabricWays::LinksOf(DatacenterId wanRouter) const
{
    std::vector<LinkId> links;
    for (uint32_t spine = 0; spine < m_topology.spines; ++spine)
    {
        links.push_back(
            m_topology.WanToSpine(SpineId{wanRouter.value * m_topology.spines + spine}));
    }
    for (uint32_t link = 0; link < m_wan.size(); ++link)
    {
        for (const bool isBack : {false, true})
        {
            if ((isBack ? m_wan[link].b : m_wan[link].a) == wanRouter.value)
            {
                links.push_back(m_topology.Wan(link, isBack));
            }
        }
    }
    return links;
}

/// By the numbers of links (Topology).
NodeRef
FabricWays::EndOf(LinkId link) const
{
    const auto from = [link](LinkId first) { return link.value - first.value; };
    if (link.value < m_topology.LeafUp({0}, 0).value)
    {
        return {NodeKind::kHost, from(m_topology.HostDown({0}))};
    }
    if (link.value < m_topology.LeafDown({0}, 0).value)
    {
        const uint32_t number = from(m_topology.LeafUp({0}, 0));
        const DatacenterId dc = m_topology.DatacenterOf(LeafId{number / m_topology.spines});
        return {NodeKind::kSpine, dc.value * m_topology.spines + number % m_topology.spines};
    }
    if (link.value < m_topology.SpineToWan({0}).value)
    {
        return {NodeKind::kLeaf, from(m_topology.LeafDown({0}, 0)) / m_topology.spines};
    }
    if (link.value < m_topology.WanToSpine({0}).value)
    {
        const SpineId spine{from(m_topology.SpineToWan({0}))};
        return {NodeKind::kWanRouter, m_topology.DatacenterOf(spine).value};
    }
    if (link.value < m_topology.Wan(0, false).value)
    {
        return {NodeKind::kSpine, from(m_topology.WanToSpine({0}))};
    }
    const uint32_t number = from(m_topology.Wan(0, false));
    const WanLink& wan = m_wan[number / 2];
    return {NodeKind::kWanRouter, number % 2 == 0 ? wan.b : wan.a};
}

uint32_t
ChoiceFor(uint32_t from, uint32_t to)
{
    FrameFields pair;
    pair.isIpv4 = true;
    pair.source = from;
    pair.destination = to;
    return FlowHash(pair);
}

} // namespace ns3::vnlab
