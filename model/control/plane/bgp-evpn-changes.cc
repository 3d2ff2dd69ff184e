// SPDX-License-Identifier: GPL-2.0-only
//
// Changes under `bgp-evpn`: what is submitted, and what VTEPs make of the ports that a controller writes.
#include "model/control/plane/bgp-evpn.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ns3::vnlab
{

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
    BesidePlane::Register(places,
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
    BesidePlane::Submit(std::move(rules),
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

} // namespace ns3::vnlab
