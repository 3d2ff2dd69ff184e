// SPDX-License-Identifier: GPL-2.0-only
//
// The agents of `replicate`: each is at the site of its data center, and goes with its VM to another one.
#include "model/control/plane/registration-turns.h"
#include "model/control/plane/replicate.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

uint32_t
ReplicatePlane::SiteOf(EnforcementPoint at, uint32_t address) const
{
    return m_sites.size() == 1 ? 0 : m_setting.siteOf(at, address);
}

void
ReplicatePlane::AddAgent(EnforcementPoint at,
                         const ControlEnd& end,
                         std::unique_ptr<RuleAgent> agent)
{
    const uint32_t site = SiteOf(at, end.address);
    m_agents[at] = {.site = site, .end = end};
    m_siteByAddress[end.address] = site;
    if (at.kind == PlaceKind::kVmHook && m_sites.size() > 1)
    {
        Watch(at, *agent);
    }
    m_sites[site].place.push->AddAgent(at, end, std::move(agent));
}

/// Notes what a place holds.
void
ReplicatePlane::Watch(EnforcementPoint at, RuleAgent& agent)
{
    agent.Watch(
        [this, at](const RuleKey& where, const RuleBytes* written)
        {
            std::map<RuleKey, RuleBytes>& holds = m_agents.at(at).holds;
            written ? void(holds[where] = *written) : void(holds.erase(where));
        });
}

RuleAgent&
ReplicatePlane::AgentOf(EnforcementPoint at)
{
    return m_sites[m_agents.at(at).site].place.push->AgentOf(at);
}

void
ReplicatePlane::CloseAgent(EnforcementPoint at)
{
    const auto found = m_agents.find(at);
    if (found == m_agents.end())
    {
        return;
    }
    Agent& agent = found->second;
    m_sites[agent.site].place.push->CloseAgent(at);
    agent.since = m_nextNumber;
    agent.holds.clear();
    for (Site& site : m_sites)
    {
        site.list.Forget(at);
    }
}

void
ReplicatePlane::OpenAgent(EnforcementPoint at)
{
    if (const auto agent = m_agents.find(at); agent != m_agents.end())
    {
        m_sites[agent->second.site].place.push->OpenAgent(at);
    }
}

void
ReplicatePlane::BreakAgent(EnforcementPoint at)
{
    if (const auto agent = m_agents.find(at); agent != m_agents.end())
    {
        m_sites[agent->second.site].place.push->BreakAgent(at);
    }
}

void
ReplicatePlane::MoveAgent(EnforcementPoint at, uint32_t address)
{
    const auto found = m_agents.find(at);
    if (found == m_agents.end())
    {
        return;
    }
    Agent& agent = found->second;
    const uint32_t site = SiteOf(at, address);
    agent.end.address = address;
    m_siteByAddress[address] = site;
    if (site == agent.site)
    {
        m_sites[site].place.push->MoveAgent(at, address);
    }
    else
    {
        Rehome(at, agent, site);
    }
}

/// A VM comes to another site, and brings along what it was told: that site may not know it yet.
void
ReplicatePlane::Rehome(EnforcementPoint at, Agent& agent, uint32_t site)
{
    Site& from = m_sites[agent.site];
    Site& to = m_sites[site];
    for (const ReplicaEntry& entry : from.list.At(at))
    {
        to.list.Take(entry);
    }
    agent.site = site;
    agent.end.startUp = Time(0); // its programs are there
    to.place.push->AdoptAgent(at, agent.end, from.place.push->ReleaseAgent(at));
    agent.arrivesWith = m_nextNumber;
    if (std::ranges::find(m_arriving, at) == m_arriving.end())
    {
        m_arriving.push_back(at);
    }
}

/// Adds to a delta what agents lack that have come to a site, where it knows by now that they have.
void
ReplicatePlane::AddArrivals(uint32_t site, RuleDelta& rules)
{
    std::erase_if(m_arriving,
                  [&](EnforcementPoint at)
                  {
                      Agent& agent = m_agents.at(at);
                      if (agent.site != site || agent.arrivesWith > m_sites[site].number)
                      {
                          return false;
                      }
                      agent.arrivesWith = 0;
                      for (const ReplicaEntry& entry : m_sites[site].list.At(at))
                      {
                          const auto held = agent.holds.find(entry.where);
                          const bool holds = held != agent.holds.end();
                          if (entry.state.value ? !holds || held->second != *entry.state.value
                                                : holds)
                          {
                              entry.AddTo(rules);
                          }
                      }
                      return true;
                  });
}

void
ReplicatePlane::Register(const std::vector<EnforcementPoint>& places,
                         PendingRules& rules,
                         Done done)
{
    OpenChannels();
    RegistrationTurns turns(places);
    if (turns.hooks.empty())
    {
        RegisterAt(turns.infrastructure, [done = std::move(done)] { done(0); });
        return;
    }
    const auto toReachThem = std::make_shared<PendingRules>();
    std::swap(toReachThem->infrastructure, rules.infrastructure);
    toReachThem->isFurtherStep = true; // nobody has to work it out
    RegisterAt(turns.infrastructure,
               [this, toReachThem, hooks = std::move(turns.hooks), done = std::move(done)]
               {
                   Submit(std::move(*toReachThem),
                          true,
                          [this, hooks, done](uint64_t messages)
                          { RegisterAt(hooks, [done, messages] { done(messages); }); });
               });
}

/// Each site has its own places register.
void
ReplicatePlane::RegisterAt(const std::vector<EnforcementPoint>& places,
                           const std::function<void()>& done)
{
    std::vector<std::vector<EnforcementPoint>> bySite(m_sites.size());
    for (const EnforcementPoint at : places)
    {
        bySite[m_agents.at(at).site].push_back(at);
    }
    const auto left = std::make_shared<size_t>(m_sites.size());
    for (size_t site = 0; site < m_sites.size(); ++site)
    {
        PendingRules none;
        m_sites[site].place.push->Register(bySite[site],
                                           none,
                                           [left, done](uint64_t)
                                           {
                                               if (--*left == 0)
                                               {
                                                   done();
                                               }
                                           });
    }
}

} // namespace ns3::vnlab
