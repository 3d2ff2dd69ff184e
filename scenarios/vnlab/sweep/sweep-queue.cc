// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/sweep/sweep-queue.h"

#include "scenarios/vnlab/run/run-identity.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// @return the value of "design", "run" or a swept key
std::string
ValueOf(const SweepPlan& plan, const SweepRun& run, const std::string& key)
{
    if (key == "design")
    {
        return plan.designs[run.design];
    }
    if (key == "run")
    {
        return std::to_string(run.run);
    }
    const auto& parameters = plan.points[run.point].parameters;
    const auto parameter = parameters.find(key);
    return parameter == parameters.end() ? "" : parameter->second.text;
}

} // namespace

bool
SweepSelection::Matches(const SweepPlan& plan, const SweepRun& run) const
{
    if (plan.ShardOf(run, shards) != shard)
    {
        return false;
    }
    bool byId = false;
    bool found = false;
    for (const std::string& wish : only)
    {
        const size_t equals = wish.find('=');
        if (equals == std::string::npos)
        {
            byId = true;
            found = found || wish == RunId(plan.KeyOf(run));
        }
        else if (ValueOf(plan, run, wish.substr(0, equals)) != wish.substr(equals + 1))
        {
            return false;
        }
    }
    return !byId || found;
}

SweepQueue::SweepQueue(const SweepPlan& plan,
                       const SweepSelection& selection,
                       const std::function<bool(const SweepRun&)>& isDone,
                       IsPrecise isPrecise)
    : m_plan(plan),
      m_selection(selection),
      m_isDone(isDone),
      m_isPrecise(std::move(isPrecise)),
      m_wanted(plan.points.size(), 0),
      m_pending(plan.points.size(), 0)
{
    for (uint32_t point = 0; point < plan.points.size(); ++point)
    {
        for (uint32_t run = 0; run < plan.repeat.atLeast; ++run)
        {
            Want(point, run);
        }
        Decide(point);
    }
}

void
SweepQueue::Want(uint32_t point, uint32_t run)
{
    m_wanted[point] = run + 1;
    for (uint32_t design = 0; design < m_plan.designs.size(); ++design)
    {
        const SweepRun wanted{point, design, run};
        if (!m_selection.Matches(m_plan, wanted))
        {
            continue;
        }
        if (m_isDone(wanted))
        {
            ++m_doneBefore;
            continue;
        }
        m_waiting.emplace(run, point, design);
        ++m_pending[point];
        ++m_toDo;
    }
}

/// Where all runs of a point have ended, wants one more of each design until they are enough.
void
SweepQueue::Decide(uint32_t point)
{
    while (m_pending[point] == 0 && m_wanted[point] < m_plan.repeat.atMost &&
           !m_isPrecise(point, m_wanted[point]))
    {
        Want(point, m_wanted[point]);
    }
}

std::optional<SweepRun>
SweepQueue::Peek() const
{
    if (m_waiting.empty())
    {
        return std::nullopt;
    }
    const auto& [run, point, design] = *m_waiting.begin();
    return SweepRun{point, design, run};
}

SweepRun
SweepQueue::Take()
{
    const SweepRun next = *Peek();
    m_waiting.erase(m_waiting.begin());
    return next;
}

void
SweepQueue::Ended(const SweepRun& run)
{
    --m_pending[run.point];
    Decide(run.point);
}

uint64_t
SweepQueue::ToDo() const
{
    return m_toDo;
}

uint64_t
SweepQueue::DoneBefore() const
{
    return m_doneBefore;
}

} // namespace ns3::vnlab
