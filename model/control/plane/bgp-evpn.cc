// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/bgp-evpn.h"

#include "model/ip/tcp-segment.h"
#include "model/wire/protocol-numbers.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

bgp::SpeakerConfig
WithIdentifier(bgp::SpeakerConfig config, uint32_t identifier)
{
    config.identifier = identifier;
    return config;
}

} // namespace

BgpEvpnPlane::Reflector::Reflector(const BgpReflectorPlace& where,
                                   const BgpEvpnSetting& setting,
                                   BgpChanges& changes)
    : place(where),
      node({.speaker = WithIdentifier(setting.speaker, where.identifier),
            .cpu = where.cpu,
            .route = setting.route},
           changes,
           [](const bgp::EvpnRib::Changes&) {})
{
}

BgpEvpnPlane::BgpEvpnPlane(std::unique_ptr<ControlPlane> push,
                           const BgpEvpnSetting& setting,
                           std::vector<BgpReflectorPlace> reflectors)
    : BesidePlane(std::move(push)),
      m_setting(setting)
{
    for (const BgpReflectorPlace& place : reflectors)
    {
        m_reflectors.emplace_back(place, m_setting, m_changes);
    }
}

void
BgpEvpnPlane::AddAgent(EnforcementPoint at, const ControlEnd& end, std::unique_ptr<RuleAgent> agent)
{
    if (at.kind == PlaceKind::kHostSwitch)
    {
        AddVtep(at, end);
        agent->Watch([this](const RuleKey& where, const RuleBytes* written)
                     { PortChanged(where, written); });
    }
    BesidePlane::AddAgent(at, end, std::move(agent));
}

void
BgpEvpnPlane::AddVtep(EnforcementPoint at, const ControlEnd& end)
{
    Host& host = m_hosts[at];
    m_byAddress[end.address] = &host;
    host.vtep = std::make_unique<EvpnVtep>(
        EvpnVtepSetting{.at = at,
                        .address = end.address,
                        .as = static_cast<uint16_t>(m_setting.speaker.as),
                        .plan = *m_setting.plan},
        BgpNodeSetting{.speaker = WithIdentifier(m_setting.speaker, end.address),
                       .cpu = end.cpu,
                       .route = m_setting.route},
        m_changes,
        [this, at](RuleDelta rules) { WriteEntries(at, std::move(rules)); });
    for (Reflector& reflector : m_reflectors)
    {
        ControlEnd client = end;
        client.port = static_cast<uint16_t>(kBgpClientPort + host.connections.size());
        host.connections.push_back(std::make_unique<BgpConnection>(
            BgpConnection::End{host.vtep->Node(), end.address, client},
            BgpConnection::End{reflector.node, reflector.place.identifier, reflector.place.end},
            m_traffic,
            m_changes));
    }
}

void
BgpEvpnPlane::CloseAgent(EnforcementPoint at)
{
    if (const auto host = m_hosts.find(at); host != m_hosts.end())
    {
        host->second.vtep->Node().SetOff(true);
        host->second.vtep->Reset();
        for (const auto& connection : host->second.connections)
        {
            connection->CloseAfter(Time(0)); // what has failed is known by now
        }
    }
    BesidePlane::CloseAgent(at);
    m_changes.SettleSoon();
}

void
BgpEvpnPlane::OpenAgent(EnforcementPoint at)
{
    if (const auto host = m_hosts.find(at); host != m_hosts.end())
    {
        const BgpChanges::During during(m_changes, m_changes.Begun());
        host->second.vtep->Node().SetOff(false);
        for (const auto& connection : host->second.connections)
        {
            connection->Close();
            connection->Open();
        }
    }
    BesidePlane::OpenAgent(at);
}

/// A reflector that has no power any more is missed after the time of detection, and used again that
/// long after it has.
void
BgpEvpnPlane::SetServerDown(ServerId server, bool isDown)
{
    for (size_t i = 0; i < m_reflectors.size(); ++i)
    {
        if (m_reflectors[i].place.server != server)
        {
            continue;
        }
        m_reflectors[i].node.SetOff(isDown);
        for (auto& [at, host] : m_hosts)
        {
            BgpConnection& connection = *host.connections[i];
            isDown ? connection.CloseAfter(m_setting.detection)
                   : connection.OpenAfter(m_setting.detection);
        }
    }
    BesidePlane::SetServerDown(server, isDown);
}

void
BgpEvpnPlane::Listen(const std::vector<HostStack*>& controllers,
                     const std::vector<HostStack*>& agents)
{
    BesidePlane::Listen(controllers, agents);
    for (HostStack* const controller : controllers)
    {
        controller->Listen({HostStack::kOwnAddress, ipproto::kTcp, bgp::kPort}, *this);
    }
    for (size_t i = 0; i < m_reflectors.size(); ++i)
    {
        const auto port = static_cast<uint16_t>(kBgpClientPort + i);
        for (HostStack* const agent : agents)
        {
            agent->Listen({HostStack::kOwnAddress, ipproto::kTcp, port}, *this);
        }
    }
}

void
BgpEvpnPlane::ReceivePacket(uint32_t address, const Ptr<const Packet>& frame)
{
    const std::optional<TcpSegment> segment = ReadSegment(frame);
    const bool isToReflector = segment && segment->destinationPort == bgp::kPort;
    if (!isToReflector && !(segment && segment->sourcePort == bgp::kPort))
    {
        BesidePlane::ReceivePacket(address, frame);
        return;
    }
    const uint16_t port = isToReflector ? segment->sourcePort : segment->destinationPort;
    const auto host = m_byAddress.find(isToReflector ? segment->source : segment->destination);
    const size_t reflector = port - kBgpClientPort;
    if (host != m_byAddress.end() && reflector < m_reflectors.size())
    {
        host->second->connections[reflector]->ReceiveSegment(
            isToReflector ? BgpConnection::kReflector : BgpConnection::kVtep, *segment);
    }
}

} // namespace ns3::vnlab
