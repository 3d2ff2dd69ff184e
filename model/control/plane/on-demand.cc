// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/plane/on-demand.h"

#include "model/key/metric.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

// clang-format off
const MetricRows kOnDemandMetrics{Question::kConfiguration, 160, {
    {"control.hits", Shape::kScalar, MetricUnit::kCount, Better::kNeither, "times that packets found an entry that came on demand; a packet may need several"},
    {"control.misses", Shape::kScalar, MetricUnit::kCount, Better::kLower, "times that packets did not find an entry that comes on demand, those that waited for it included"},
    {"control.questions", Shape::kScalar, MetricUnit::kCount, Better::kLower, "entries that places asked for; to ask again, where no answer comes, does not count"},
    {"control.entries", Shape::kScalar, MetricUnit::kCount, Better::kLower, "entries that came on demand and are at their places at the end of the run: config.rules has none of them"},
    {"control.entries_max_per_host", Shape::kScalar, MetricUnit::kCount, Better::kLower, "entries that came on demand, in the host switch that has most of them at the end of the run"},
    {"control.entries_max_per_switch", Shape::kScalar, MetricUnit::kCount, Better::kLower, "entries that came on demand, in the switch of the fabric that has most of them at the end of the run"},
    {"control.unanswered", Shape::kScalar, MetricUnit::kCount, Better::kLower, "entries that a place gave up asking for"},
}};
// clang-format on

} // namespace

bool
OnDemandPlane::MayAsk(EnforcementPoint at)
{
    return at.kind == PlaceKind::kHostSwitch || at.IsFabricSwitch();
}

OnDemandPlane::OnDemandPlane(std::unique_ptr<ControlPlane> others, const OnDemandSetting& setting)
    : BesidePlane(std::move(others)),
      m_setting(setting)
{
}

OnDemandPlane::~OnDemandPlane()
{
    for (auto& [at, host] : m_hosts)
    {
        host.expiry.Cancel();
        for (auto& [wanted, question] : host.questions)
        {
            question.timer.Cancel();
        }
    }
}

void
OnDemandPlane::AddAgent(EnforcementPoint at,
                        const ControlEnd& end,
                        std::unique_ptr<RuleAgent> agent)
{
    if (MayAsk(at))
    {
        m_hosts.emplace(at, Host{AnswerCache(m_setting.cache)});
    }
    BesidePlane::AddAgent(at, end, std::move(agent));
}

void
OnDemandPlane::CloseAgent(EnforcementPoint at)
{
    if (const auto found = m_hosts.find(at); found != m_hosts.end())
    {
        Host& host = found->second;
        ++host.offTimes;
        host.cache.Clear();
        host.expiry.Cancel();
        for (auto& [wanted, question] : host.questions)
        {
            question.timer.Cancel();
        }
        host.questions.clear();
    }
    BesidePlane::CloseAgent(at);
}

MissHandling
OnDemandPlane::Misses()
{
    return {this, m_setting.held};
}

void
OnDemandPlane::AnswerFrom(const RulesOnDemand& rules)
{
    m_rules = &rules;
}

std::vector<Rule>
OnDemandPlane::RulesFor(const Miss& miss) const
{
    return m_rules->RulesFor(miss);
}

std::optional<HostId>
OnDemandPlane::HostOf(VnicId vnic) const
{
    return m_rules->HostOf(vnic);
}

MissOutcome
OnDemandPlane::Missed(const Miss& miss)
{
    Host& host = m_hosts.at(miss.wanted.at);
    ++m_misses;
    if (host.cache.IsKnownMissing(miss.wanted, Simulator::Now()))
    {
        return MissOutcome::kUnknown;
    }
    if (!host.questions.contains(miss.wanted))
    {
        StartQuestion(miss.wanted, miss.asker);
    }
    return MissOutcome::kAsked;
}

void
OnDemandPlane::Used(const RuleKey& entry)
{
    m_hits += m_hosts.at(entry.at).cache.Use(entry, Simulator::Now()) ? 1 : 0;
}

void
OnDemandPlane::NotHere(EnforcementPoint, const RuleKey&)
{
}

void
OnDemandPlane::Forgotten(EnforcementPoint, const std::vector<RuleKey>&)
{
}

void
OnDemandPlane::StartQuestion(const RuleKey& wanted, VnicId asker)
{
    Question& question = m_hosts.at(wanted.at).questions[wanted];
    question.number = m_questions++;
    question.asker = asker;
    Ask(wanted, question);
}

void
OnDemandPlane::EndQuestion(const RuleKey& wanted)
{
    auto& questions = m_hosts.at(wanted.at).questions;
    if (const auto found = questions.find(wanted); found != questions.end())
    {
        found->second.timer.Cancel();
        questions.erase(found);
    }
}

OnDemandPlane::Question*
OnDemandPlane::QuestionFor(const RuleKey& wanted)
{
    auto& questions = m_hosts.at(wanted.at).questions;
    const auto found = questions.find(wanted);
    return found == questions.end() ? nullptr : &found->second;
}

bool
OnDemandPlane::AskAgain(const RuleKey& entry)
{
    const std::optional<VnicId> asker = m_hosts.at(entry.at).cache.AskerOf(entry);
    const bool asks = asker && !QuestionFor(entry);
    if (asks)
    {
        StartQuestion(entry, *asker);
    }
    return asks;
}

void
OnDemandPlane::Answered(const RuleKey& wanted, const std::vector<RuleKey>& entries)
{
    Host& host = m_hosts.at(wanted.at);
    const Question* const question = QuestionFor(wanted);
    const VnicId asker = question ? question->asker : VnicId{};
    EndQuestion(wanted);
    Erase(wanted.at, host.cache.Insert(wanted, entries, asker, Simulator::Now()));
    if (entries.empty())
    {
        AgentOf(wanted.at).GiveUp(wanted);
    }
    ExpectExpiry(wanted.at);
}

void
OnDemandPlane::GiveUp(const RuleKey& wanted)
{
    EndQuestion(wanted);
    ++m_unanswered;
    AgentOf(wanted.at).GiveUp(wanted);
}

void
OnDemandPlane::Gone(EnforcementPoint at, const std::vector<RuleKey>& entries)
{
    std::vector<RuleKey> rest;
    for (const RuleKey& entry : entries)
    {
        std::ranges::move(m_hosts.at(at).cache.Forget(entry), std::back_inserter(rest));
    }
    std::erase_if(rest,
                  [&entries](const RuleKey& key)
                  { return std::ranges::find(entries, key) != entries.end(); });
    Erase(at, std::move(rest));
}

void
OnDemandPlane::Erase(EnforcementPoint at, std::vector<RuleKey> entries)
{
    if (!entries.empty())
    {
        Forgotten(at, entries);
        AgentOf(at).Apply({.erased = std::move(entries), .written = {}}, [](uint32_t) {});
    }
}

void
OnDemandPlane::ExpectExpiry(EnforcementPoint at)
{
    Host& host = m_hosts.at(at);
    const std::optional<Time> next = host.cache.NextExpiry();
    if (!next || !host.expiry.IsExpired())
    {
        return;
    }
    host.expiry = Simulator::Schedule(*next - Simulator::Now(),
                                      [this, at]
                                      {
                                          AnswerCache& cache = m_hosts.at(at).cache;
                                          Erase(at, cache.Expire(Simulator::Now()));
                                          ExpectExpiry(at);
                                      });
}

bool
OnDemandPlane::Remembers(const RuleKey& entry) const
{
    return m_hosts.at(entry.at).cache.AskerOf(entry).has_value();
}

uint64_t
OnDemandPlane::OffTimes(EnforcementPoint at) const
{
    return m_hosts.at(at).offTimes;
}

std::map<std::string, double>
OnDemandPlane::RunCounts() const
{
    size_t entries = 0;
    size_t most = 0;
    size_t mostInFabric = 0;
    for (const auto& [at, host] : m_hosts)
    {
        size_t& mostThere = at.IsFabricSwitch() ? mostInFabric : most;
        entries += host.cache.Entries();
        mostThere = std::max(mostThere, host.cache.Entries());
    }
    std::map<std::string, double> counts = BesidePlane::RunCounts();
    counts["entries"] = static_cast<double>(entries);
    counts["entries_max_per_host"] = static_cast<double>(most);
    counts["entries_max_per_switch"] = static_cast<double>(mostInFabric);
    counts["hits"] = static_cast<double>(m_hits);
    counts["misses"] = static_cast<double>(m_misses);
    counts["questions"] = static_cast<double>(m_questions);
    counts["unanswered"] = static_cast<double>(m_unanswered);
    return counts;
}

} // namespace ns3::vnlab
