// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/link-meter.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

LinkLevel
LevelOf(const FabricLink& link)
{
    const NodeKind a = link.From().kind;
    const NodeKind b = link.To().kind;
    if (a == NodeKind::kServer || b == NodeKind::kServer)
    {
        return LinkLevel::kServer;
    }
    switch (std::min(a, b))
    {
    case NodeKind::kHost:
        return LinkLevel::kHost;
    case NodeKind::kLeaf:
        return LinkLevel::kLeafSpine;
    case NodeKind::kSpine:
        return LinkLevel::kSpineWan;
    case NodeKind::kWanRouter:
    case NodeKind::kServer:
        break;
    }
    return LinkLevel::kWan;
}

} // namespace

LinkMeter::LinkMeter(const Fabric& fabric)
    : m_fabric(fabric),
      m_begun(Simulator::Now()),
      m_before(ReadAll())
{
}

void
LinkMeter::End()
{
    m_ended = Simulator::Now();
    m_after = ReadAll();
}

std::vector<LinkMeter::Sent>
LinkMeter::ReadAll() const
{
    std::vector<Sent> sent;
    const uint32_t links = m_fabric.GetTopology().Links();
    sent.reserve(links);
    for (uint32_t link = 0; link < links; ++link)
    {
        const FabricLink& wire = m_fabric.Link(LinkId{link});
        sent.push_back({wire.Bytes(), wire.Frames()});
    }
    return sent;
}

double
LinkMeter::BusyTime_ps(LinkId link) const
{
    const Sent& before = m_before[link.value];
    const Sent& after = m_after[link.value];
    return m_fabric.Link(link).WireTime_ps(after.bytes - before.bytes,
                                           after.frames - before.frames);
}

std::map<LinkLevel, LinkLoad>
LinkMeter::Loads() const
{
    const Topology& topology = m_fabric.GetTopology();
    const double time_ps = static_cast<double>((m_ended - m_begun).GetNanoSeconds()) * 1000;
    std::map<LinkLevel, LinkLoad> loads;
    std::map<LinkLevel, uint32_t> links;
    for (uint32_t link = 0; link < topology.Links(); ++link)
    {
        const LinkLevel level = LevelOf(m_fabric.Link(LinkId{link}));
        if (level == LinkLevel::kSpineWan && topology.datacenters == 1)
        {
            continue; // a router that leads nowhere
        }
        const double load = BusyTime_ps(LinkId{link}) / time_ps;
        loads[level].max = std::max(loads[level].max, load);
        loads[level].mean += load;
        ++links[level];
    }
    for (auto& [level, load] : loads)
    {
        load.mean /= links[level];
    }
    return loads;
}

std::optional<double>
LinkMeter::Imbalance() const
{
    const Topology& topology = m_fabric.GetTopology();
    double differences = 0;
    double means = 0;
    for (uint32_t leaf = 0; leaf < topology.Leaves(); ++leaf)
    {
        std::vector<double> uplinks;
        for (uint32_t spine = 0; spine < topology.spines; ++spine)
        {
            uplinks.push_back(BusyTime_ps(topology.LeafUp(LeafId{leaf}, spine)));
            means += uplinks.back() / topology.spines;
        }
        const auto [least, most] = std::ranges::minmax(uplinks);
        differences += most - least;
    }
    return topology.spines < 2 || means == 0 ? std::nullopt : std::optional(differences / means);
}

} // namespace ns3::vnlab
