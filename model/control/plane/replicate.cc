// SPDX-License-Identifier: GPL-2.0-only
//
// Changes under `replicate`: which site takes one, and what a site makes of what it has learned.
#include "model/control/plane/replicate.h"

#include "ns3/abort.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// Appends the rules of an update to entries.
void
AppendEntries(const RuleBatches& batches, uint64_t number, std::vector<ReplicaEntry>& entries)
{
    for (const auto& [at, messages] : batches)
    {
        for (const EncodedRules& message : messages)
        {
            const RuleDelta rules = message.Decode(at);
            for (const RuleKey& key : rules.erased)
            {
                entries.push_back({key, {.number = number}});
            }
            for (const Rule& rule : rules.written)
            {
                entries.push_back({rule.where, {.value = rule.value, .number = number}});
            }
        }
    }
}

} // namespace

ReplicatePlane::ReplicatePlane(std::vector<ReplicaPlace> sites, ReplicateSetting setting)
    : m_setting(std::move(setting))
{
    NS_ABORT_MSG_IF(sites.empty(), "there must be a site");
    const auto count = static_cast<uint32_t>(sites.size());
    for (ReplicaPlace& place : sites)
    {
        for (const uint32_t controller : place.controllers)
        {
            m_siteByAddress[controller] = static_cast<uint32_t>(m_sites.size());
        }
        m_sites.emplace_back(std::move(place), count);
    }
}

void
ReplicatePlane::Submit(PendingRules rules, Done done)
{
    const bool isFirst = !std::exchange(m_isDeployed, true);
    Submit(std::move(rules), isFirst, std::move(done));
}

void
ReplicatePlane::Submit(PendingRules rules, bool isFirst, Done done)
{
    Submission submission{.number = m_nextNumber++,
                          .at = Simulator::Now(),
                          .tenants = std::move(rules.tenants),
                          .entries = {},
                          .isFurtherStep = rules.isFurtherStep,
                          .isFirst = isFirst,
                          .done = std::move(done)};
    AppendEntries(rules.infrastructure, submission.number, submission.entries);
    AppendEntries(rules.hooks, submission.number, submission.entries);
    Enter(std::move(submission));
}

/// @return the site that most entries are for, the first of equals
uint32_t
ReplicatePlane::NearestTo(const Submission& submission) const
{
    std::vector<size_t> rules(m_sites.size());
    for (const ReplicaEntry& entry : submission.entries)
    {
        ++rules[m_agents.at(entry.where.at).site];
    }
    return static_cast<uint32_t>(std::ranges::max_element(rules) - rules.begin());
}

/// @return the site that takes it; nothing, where it does not answer
std::optional<uint32_t>
ReplicatePlane::EntranceOf(const Submission& submission) const
{
    const auto sites = static_cast<uint32_t>(m_sites.size());
    uint32_t first = 0;
    switch (m_setting.entrance)
    {
    case ReplicaEntrance::kFirst:
        break;
    case ReplicaEntrance::kTenant:
        first = submission.tenants.size() == 1 ? submission.tenants.front().value % sites : 0;
        break;
    case ReplicaEntrance::kInTurn:
        first = static_cast<uint32_t>((submission.number - 1) % sites);
        break;
    case ReplicaEntrance::kNearest:
        first = NearestTo(submission);
    }
    for (uint32_t step = 0; step < sites; ++step)
    {
        const uint32_t site = (first + step) % sites;
        if (!m_sites[site].isKnownOff)
        {
            return m_sites[site].isOff ? std::nullopt : std::optional(site);
        }
    }
    return std::nullopt;
}

/// A site takes what was submitted, tells the others, and then sees to its own places.
void
ReplicatePlane::Enter(Submission submission)
{
    const std::optional<uint32_t> site = EntranceOf(submission);
    if (!site)
    {
        m_waiting.push_back(std::move(submission));
        return;
    }
    const auto sites = static_cast<uint32_t>(m_sites.size());
    const ReplicaChange change{*site, m_sites[*site].list.Versions()[*site] + 1};
    for (ReplicaEntry& entry : submission.entries)
    {
        entry.state.change = change;
    }
    ReplicaVersions versions(sites);
    versions[*site] = change.count;
    m_changes[change] = {.submitted = submission.at,
                         .left = sites,
                         .without = sites,
                         .isFirst = submission.isFirst,
                         .done = std::move(submission.done)};
    const auto message = std::make_shared<const ReplicaMessage>(
        ReplicaMessage{.kind = ReplicaMessage::Kind::kChange,
                       .versions = std::move(versions),
                       .entries = std::move(submission.entries),
                       .number = submission.number,
                       .isFurtherStep = submission.isFurtherStep});
    for (uint32_t other = 0; other < sites; ++other)
    {
        if (other != *site)
        {
            Tell(*site, other, message);
        }
    }
    Learn(*site, *message);
}

/// Sites answer that did not, or somebody knows by now that they do not.
void
ReplicatePlane::EnterAgain()
{
    for (Submission& submission : std::exchange(m_waiting, {}))
    {
        Enter(std::move(submission));
    }
}

/// A site's list gets what is new to it, and its places what that makes different there.
void
ReplicatePlane::Learn(uint32_t at, const ReplicaMessage& message)
{
    ReplicaList& list = m_sites[at].list;
    Changes changes;
    for (uint32_t site = 0; site < m_sites.size(); ++site)
    {
        for (uint64_t count = list.Versions()[site] + 1; count <= message.versions[site]; ++count)
        {
            changes.push_back({site, count});
        }
    }
    if (changes.empty())
    {
        return;
    }
    RuleDelta rules;
    for (const ReplicaEntry& entry : message.entries)
    {
        const Agent& agent = m_agents.at(entry.where.at);
        if (entry.state.number >= agent.since && list.Take(entry) && agent.site == at &&
            agent.arrivesWith == 0)
        {
            entry.AddTo(rules);
        }
    }
    list.Advance(message.versions);
    m_sites[at].number = std::max(m_sites[at].number, message.number);
    AddArrivals(at, rules);
    PendingRules pending;
    pending.isFurtherStep = message.isFurtherStep;
    pending.Add(rules);
    m_sites[at].place.push->Submit(std::move(pending),
                                   [this, at, changes = std::move(changes)](uint64_t messages)
                                   { Applied(at, changes, messages); });
}

/// All places of a site have some changes: who took them is told.
void
ReplicatePlane::Applied(uint32_t at, const Changes& changes, uint64_t messages)
{
    std::map<uint32_t, std::vector<uint64_t>> tell;
    m_changes.at(changes.front()).messages += messages;
    for (const ReplicaChange& id : changes)
    {
        Change& change = m_changes.at(id);
        --change.without;
        if (!change.isFirst)
        {
            m_staleness.push_back(Simulator::Now() - change.submitted);
        }
        tell[id.site].push_back(id.count);
    }
    if (const auto own = tell.extract(at))
    {
        std::ranges::for_each(own.mapped(), [&](uint64_t count) { Settle({at, count}); });
    }
    for (auto& [site, counts] : tell)
    {
        const auto message = std::make_shared<const ReplicaMessage>(
            ReplicaMessage{.kind = ReplicaMessage::Kind::kDone, .done = std::move(counts)});
        Simulator::Schedule(Work(at, m_setting.costs.message),
                            [this, at, to = site, message] { Say(at, to, message); });
    }
}

/// The site that took a change has heard that a site has it.
void
ReplicatePlane::Settle(const ReplicaChange& id)
{
    const auto change = m_changes.find(id);
    if (--change->second.left == 0)
    {
        const Change finished = std::move(change->second);
        m_changes.erase(change);
        finished.done(finished.messages);
    }
}

} // namespace ns3::vnlab
