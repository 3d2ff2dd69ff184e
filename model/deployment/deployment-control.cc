// SPDX-License-Identifier: GPL-2.0-only
//
// How the places of a deployment are connected to its control plane.
#include "model/deployment/deployment.h"
#include "model/ip/packet-fields.h"
#include "model/substrate/address-plan.h"

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// Sends a segment that the agent on a switch made.
void
SendFromSwitch(Fabric& fabric, NodeRef node, Ptr<Packet> segment)
{
    const std::optional<FrameFields> fields = FieldsOf(segment);
    fabric.SendFromSwitch(node, MakeFabricFrame(std::move(segment), *fields));
}

} // namespace

void
Deployment::MakeControlPlane()
{
    const std::span<const std::unique_ptr<Server>> controllers = m_substrate.Controllers();
    ControlPlaneSetting setting{.controller = *controllers.front(),
                                .costs = m_costs,
                                .mtu = m_substrate.mtu,
                                .detection = m_substrate.detection,
                                .plan = &m_plan,
                                .topology = &m_substrate.fabric->GetTopology()};
    for (const auto& other : controllers.subspan(1))
    {
        setting.others.push_back(other.get());
    }
    for (const auto& gateway : m_gateways)
    {
        setting.gateways.push_back(gateway.get());
    }
    if (m_substrate.controlLink)
    {
        setting.transmit = [this](const Ptr<Packet>& frame) { m_outOfBand->Send(frame); };
    }
    m_controlPlane = m_choice.MakeControlPlane(setting);
    if (m_substrate.controlLink)
    {
        m_outOfBand =
            std::make_unique<OutOfBandNetwork>(*m_substrate.controlLink,
                                               *m_controlPlane,
                                               [this](uint32_t address) { return IsOff(address); });
    }
    std::vector<HostStack*> stacks;
    for (const auto& controller : controllers)
    {
        stacks.push_back(&controller->Stack());
    }
    std::vector<HostStack*> agents{&m_agentStack};
    for (TunnelServer* const server : TunnelServers())
    {
        agents.push_back(&server->At().Stack());
    }
    m_controlPlane->Listen(stacks, agents);
}

/// @return whether the machine has no power
bool
Deployment::IsOff(uint32_t address) const
{
    const std::optional<NodeRef> node = address_plan::NodeOf(address);
    const std::optional<HostId> host = address_plan::HostOf(address);
    return (host && m_operations->HasFailed(*host)) ||
           (node && node->kind == NodeKind::kServer &&
            m_operations->HasFailed(ServerId{node->index}));
}

void
Deployment::AddAgents()
{
    for (const auto& hostSwitch : m_switches)
    {
        HostSwitch& place = *hostSwitch;
        AddAgent(EnforcementPoint::Of(place.GetHost()),
                 {.address = address_plan::HostAddress(place.GetHost()),
                  .port = kControlPort,
                  .mac = ToBytes(place.GetUplink()->GetMac()),
                  .nextHopMac = place.GetUplink()->LeafMac(),
                  .transmit = [&place](Ptr<Packet> frame) { place.SendFromHost(std::move(frame)); },
                  .mtu = m_substrate.mtu,
                  .cpu = &m_hostCpus[place.GetHost().value]},
                 std::make_unique<HostSwitchTarget>(place));
    }
    AddSwitchAgents();
    for (TunnelServer* const server : TunnelServers())
    {
        AddServerAgent(*server);
    }
}

void
Deployment::AddSwitchAgents()
{
    Fabric& fabric = *m_substrate.fabric;
    for (const NodeRef node : m_plan.fabricSwitches)
    {
        std::unique_ptr<RuleTarget> target;
        if (m_pipeline)
        {
            target = std::make_unique<PipelineTarget>(*m_pipeline, node);
        }
        else
        {
            target = std::make_unique<RouteTarget>(fabric.Routes(node));
        }
        AddAgent(EnforcementPoint::Of(node),
                 {.address = address_plan::AddressOf(node),
                  .port = kControlPort,
                  .mac = address_plan::NodeMac(node),
                  .transmit = [&fabric, node](Ptr<Packet> frame)
                  { SendFromSwitch(fabric, node, std::move(frame)); },
                  .mtu = m_substrate.mtu},
                 std::move(target));
    }
}

void
Deployment::AddServerAgent(TunnelServer& server)
{
    ControlEnd end = EndOf(server.At(), kControlPort, m_substrate.mtu);
    end.cpu = &server.At().Cpu();
    AddAgent(EnforcementPoint::Of(server.At().GetId()),
             std::move(end),
             std::make_unique<TunnelServerTarget>(server));
}

} // namespace ns3::vnlab
