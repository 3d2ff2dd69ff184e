// SPDX-License-Identifier: GPL-2.0-only
#include "helper/substrate-helper.h"

#include "model/substrate/address-plan.h"

#include "ns3/log.h"

#include <algorithm>
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

void
SubstrateHelper::SetController(const ServerProfile& profile)
{
    m_servers.front() = profile;
}

void
SubstrateHelper::AddController(const ServerProfile& profile)
{
    m_servers.insert(m_servers.begin() + m_controllers++, profile);
}

void
SubstrateHelper::SetSwitchingCores(uint32_t cores)
{
    m_switchingCores = cores;
}

void
SubstrateHelper::SetDetection(Time detection)
{
    m_detection = detection;
}

void
SubstrateHelper::HashGreKeys()
{
    m_hashesGreKeys = true;
}

void
SubstrateHelper::SetControlNetwork(const ControlLink& link)
{
    m_controlLink = link;
}

void
SubstrateHelper::AddServer(const ServerProfile& profile)
{
    m_servers.push_back(profile);
}

std::optional<SubstrateHelper::FoundServer>
SubstrateHelper::FindServer(std::string_view name) const
{
    const auto found = std::ranges::find(m_servers, name, &ServerProfile::name);
    if (found == m_servers.end())
    {
        return std::nullopt;
    }
    const ServerId id{static_cast<uint32_t>(found - m_servers.begin())};
    return FoundServer{id, address_plan::ServerAddress(id, found->isOutside)};
}

Topology
SubstrateHelper::GetTopology() const
{
    Topology topology = m_topology;
    topology.wanLinks = static_cast<uint32_t>(m_wan.links.size());
    topology.servers.clear();
    for (const ServerProfile& server : m_servers)
    {
        topology.servers.push_back(server.at);
    }
    const auto concentrator = std::ranges::find_if(m_servers, &ServerProfile::isConcentrator);
    if (concentrator != m_servers.end())
    {
        topology.concentrator = {static_cast<uint32_t>(concentrator - m_servers.begin())};
    }
    return topology;
}

const WanGraph&
SubstrateHelper::GetWan() const
{
    return m_wan;
}

void
SubstrateHelper::CheckServers(const Topology& topology) const
{
    if (m_servers.size() > address_plan::kMaxServers)
    {
        throw std::invalid_argument("the substrate has " + std::to_string(m_servers.size()) +
                                    " servers; accepted: 1 to " +
                                    std::to_string(address_plan::kMaxServers));
    }
    for (const ServerProfile& server : m_servers)
    {
        const bool isRouter = server.at.kind == NodeKind::kWanRouter;
        if (!isRouter && (server.at.kind != NodeKind::kLeaf || server.isOutside))
        {
            throw std::invalid_argument("server " + server.name +
                                        " cannot be there; accepted: at a leaf or a WAN router, "
                                        "outside at a WAN router");
        }
        if (server.at.index >= topology.Count(server.at.kind))
        {
            throw std::invalid_argument(
                "server " + server.name + " is at " + (isRouter ? "WAN router " : "leaf ") +
                std::to_string(server.at.index) + " of " +
                std::to_string(topology.Count(server.at.kind)) + ", which are numbered from 0");
        }
    }
    if (std::any_of(m_servers.begin(),
                    m_servers.begin() + m_controllers,
                    [](const ServerProfile& server) { return server.isOutside; }))
    {
        throw std::invalid_argument("the controller is outside; accepted: a leaf, a WAN router");
    }
    const auto outside = std::ranges::find_if(
        m_servers,
        [](const ServerProfile& server)
        { return (server.isGateway || server.isConcentrator) && server.isOutside; });
    if (outside != m_servers.end())
    {
        throw std::invalid_argument((outside->isGateway ? "gateway " : "concentrator ") +
                                    outside->name + " is outside; accepted: a leaf, a WAN router");
    }
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
    CheckServers(topology);
    auto substrate = std::make_unique<Substrate>();
    substrate->wan = m_wan;
    substrate->mtu = m_mtu;
    substrate->controllers = m_controllers;
    substrate->switchingCores = m_switchingCores;
    substrate->detection = m_detection;
    substrate->controlLink = m_controlLink;
    if (g_log.IsEnabled(LOG_LOGIC))
    {
        substrate->drops.AddObserver(
            [](DropReason reason, const Ptr<const Packet>& packet)
            { NS_LOG_LOGIC(ToString(reason) << ", " << packet->GetSize() << " bytes"); });
    }
    std::vector<LinkProfile> serverLinks;
    for (const ServerProfile& server : m_servers)
    {
        serverLinks.push_back(server.link.value_or(m_link));
    }
    substrate->fabric =
        std::make_unique<Fabric>(topology, m_link, m_wanLink, m_wan, substrate->drops, serverLinks);
    if (m_hashesGreKeys)
    {
        substrate->fabric->HashGreKeys();
    }
    for (uint32_t id = 0; id < m_servers.size(); ++id)
    {
        substrate->servers.push_back(std::make_unique<Server>(
            ServerId{id}, m_servers[id], *substrate->fabric, substrate->drops));
    }
    return substrate;
}

} // namespace ns3::vnlab
