// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/bgp-evpn.h"

#include "model/ip/tcp-segment.h"
#include "model/key/metric.h"
#include "model/plain-bytes.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

// clang-format off
const MetricRows kBgpMetrics{Question::kConfiguration, 170, {
    {"control.bgp_updates", Shape::kScalar, MetricUnit::kCount, Better::kLower, "BGP UPDATEs that VTEPs and reflectors sent, one for each neighbour"},
    {"control.bgp_routes", Shape::kScalar, MetricUnit::kCount, Better::kNeither, "routes that a reflector had at the end of the run, the most of any: one for each VTEP and segment, and one for each MAC"},
    {"control.bgp_withdrawals", Shape::kScalar, MetricUnit::kCount, Better::kNeither, "routes of their own that VTEPs took back"},
}};
// clang-format on

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
    : m_push(std::move(push)),
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
    m_push->AddAgent(at, end, std::move(agent));
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

RuleAgent&
BgpEvpnPlane::AgentOf(EnforcementPoint at)
{
    return m_push->AgentOf(at);
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
            connection->CloseAfter(m_setting.detection);
        }
    }
    m_push->CloseAgent(at);
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
    m_push->OpenAgent(at);
}

void
BgpEvpnPlane::BreakAgent(EnforcementPoint at)
{
    m_push->BreakAgent(at);
}

void
BgpEvpnPlane::MoveAgent(EnforcementPoint at, uint32_t address)
{
    m_push->MoveAgent(at, address);
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
    m_push->SetServerDown(server, isDown);
}

void
BgpEvpnPlane::Register(const std::vector<EnforcementPoint>& places, PendingRules& rules, Done done)
{
    const BgpCause change = m_changes.Begin([done](uint64_t messages) { done(messages); });
    {
        const BgpChanges::During during(m_changes, {change});
        for (auto& [at, host] : m_hosts)
        {
            std::ranges::for_each(host.connections, [](const auto& each) { each->Open(); });
        }
    }
    m_push->Register(places,
                     rules,
                     [this, number = *change](uint64_t messages)
                     { m_changes.Release(number, messages); });
}

void
BgpEvpnPlane::Submit(PendingRules rules, Done done)
{
    const BgpCause change = m_changes.Begin(std::move(done));
    std::vector<RuleKey> ports;
    for (const auto& [at, messages] : rules.infrastructure)
    {
        for (const EncodedRules& message : messages)
        {
            const RuleDelta delta = message.Decode(at);
            std::ranges::copy(delta.erased, std::back_inserter(ports));
            std::ranges::transform(delta.written,
                                   std::back_inserter(ports),
                                   [](const Rule& rule) { return rule.where; });
        }
    }
    std::erase_if(ports, [](const RuleKey& key) { return key.table != TableId::kPortSegment; });
    std::ranges::for_each(ports, [&](const RuleKey& key) { m_expected[key].push_back(change); });
    m_push->Submit(std::move(rules),
                   [this, number = *change, ports = std::move(ports)](uint64_t messages)
                   {
                       for (const RuleKey& port : ports)
                       {
                           Forget(port, number);
                       }
                       m_changes.Release(number, messages);
                   });
}

/// A place has a rule of a change, or will not have it.
void
BgpEvpnPlane::Forget(const RuleKey& port, uint64_t change)
{
    const auto expected = m_expected.find(port);
    if (expected == m_expected.end())
    {
        return;
    }
    std::erase_if(expected->second, [change](const BgpCause& cause) { return *cause == change; });
    if (expected->second.empty())
    {
        m_expected.erase(expected);
    }
}

/// The agent is at work: the VTEP follows when it is not.
void
BgpEvpnPlane::PortChanged(const RuleKey& where, const RuleBytes* written)
{
    if (where.table != TableId::kPortSegment)
    {
        return;
    }
    BgpCauses causes;
    if (const auto expected = m_expected.find(where); expected != m_expected.end())
    {
        causes.push_back(std::move(expected->second.front()));
        expected->second.pop_front();
        if (expected->second.empty())
        {
            m_expected.erase(expected);
        }
    }
    const std::optional<RuleBytes> segment = written ? std::optional(*written) : std::nullopt;
    Simulator::ScheduleNow(
        [this, where, segment, causes]
        {
            const BgpChanges::During during(m_changes, causes);
            FollowPort(*m_hosts.at(where.at).vtep, where.key, segment);
        });
}

void
BgpEvpnPlane::FollowPort(EvpnVtep& vtep,
                         const RuleBytes& port,
                         const std::optional<RuleBytes>& segment)
{
    if (vtep.Node().IsOff())
    {
        return;
    }
    const VnicId vnic = port.As<PortSegmentKey>().vnic;
    segment ? vtep.Attach(vnic, segment->As<PortSegmentValue>().vni) : vtep.Detach(vnic);
}

void
BgpEvpnPlane::WriteEntries(EnforcementPoint at, RuleDelta rules)
{
    AgentOf(at).Apply(std::move(rules),
                      [this, causes = m_changes.Now()](uint32_t refused)
                      {
                          m_refused += refused;
                          m_changes.SettleSoon();
                      });
}

void
BgpEvpnPlane::Listen(const std::vector<HostStack*>& controllers, HostStack& agents)
{
    m_push->Listen(controllers, agents);
    for (HostStack* const controller : controllers)
    {
        controller->Listen({HostStack::kOwnAddress, ipproto::kTcp, bgp::kPort}, *this);
    }
    for (size_t i = 0; i < m_reflectors.size(); ++i)
    {
        const auto port = static_cast<uint16_t>(kBgpClientPort + i);
        agents.Listen({HostStack::kOwnAddress, ipproto::kTcp, port}, *this);
    }
}

void
BgpEvpnPlane::ReceivePacket(uint32_t address, const Ptr<const Packet>& frame)
{
    const std::optional<TcpSegment> segment = ReadSegment(frame);
    const bool isToReflector = segment && segment->destinationPort == bgp::kPort;
    if (!isToReflector && !(segment && segment->sourcePort == bgp::kPort))
    {
        m_push->ReceivePacket(address, frame);
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

/// Nobody is asked: a packet that misses an entry is treated as without it.
MissHandling
BgpEvpnPlane::Misses()
{
    return {this, 0};
}

MissOutcome
BgpEvpnPlane::Missed(const Miss&)
{
    ++m_missed;
    return MissOutcome::kUnknown;
}

void
BgpEvpnPlane::Used(const RuleKey&)
{
}

void
BgpEvpnPlane::NotHere(EnforcementPoint, const RuleKey&)
{
}

ControlTraffic
BgpEvpnPlane::Traffic() const
{
    ControlTraffic all = m_push->Traffic();
    all.messages += m_traffic.messages;
    all.bytes += m_traffic.bytes;
    all.retransmissions += m_traffic.retransmissions;
    all.acknowledged += m_traffic.acknowledged;
    return all;
}

Time
BgpEvpnPlane::CpuTime() const
{
    Time all = m_push->CpuTime();
    for (const Reflector& reflector : m_reflectors)
    {
        all += reflector.node.CpuTime();
    }
    return all;
}

uint64_t
BgpEvpnPlane::Refused() const
{
    return m_push->Refused() + m_refused;
}

std::map<std::string, uint64_t>
BgpEvpnPlane::Counts() const
{
    return m_push->Counts();
}

std::map<std::string, double>
BgpEvpnPlane::RunCounts() const
{
    uint64_t updates = 0;
    uint64_t withdrawals = 0;
    size_t routes = 0;
    size_t entries = 0;
    size_t most = 0;
    for (const Reflector& reflector : m_reflectors)
    {
        updates += reflector.node.Speaker().Counts().updatesSent;
        routes = std::max(routes, reflector.node.Speaker().Rib().PathCount());
    }
    for (const auto& [at, host] : m_hosts)
    {
        updates += host.vtep->Node().Speaker().Counts().updatesSent;
        withdrawals += host.vtep->Withdrawals();
        entries += host.vtep->Entries();
        most = std::max(most, host.vtep->Entries());
    }
    return {{"bgp_updates", static_cast<double>(updates)},
            {"bgp_routes", static_cast<double>(routes)},
            {"bgp_withdrawals", static_cast<double>(withdrawals)},
            {"misses", static_cast<double>(m_missed)},
            {"entries", static_cast<double>(entries)},
            {"entries_max_per_host", static_cast<double>(most)}};
}

} // namespace ns3::vnlab
