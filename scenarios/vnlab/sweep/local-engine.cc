// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/sweep/local-engine.h"

#include "scenarios/vnlab/sweep/sweep-text.h"

#include <iostream>
#include <utility>

namespace ns3::vnlab
{

LocalEngine::LocalEngine(const SweepPlan& plan,
                         std::function<Scenario(uint32_t point)> scenarioAt,
                         SweepExecution execution)
    : m_plan(plan),
      m_scenarioAt(std::move(scenarioAt)),
      m_execution(std::move(execution))
{
}

void
LocalEngine::Preview(SweepQueue& queue,
                     const std::optional<double>& runSeconds,
                     std::ostream& out) const
{
    if (!runSeconds)
    {
        out << "how long that takes is not known before a run\n";
        return;
    }
    const auto runsEach = static_cast<double>(queue.ToDo()) / static_cast<double>(m_execution.jobs);
    out << "about " << TimeText(*runSeconds * runsEach) << " with " << m_execution.jobs
        << " jobs\n";
}

SweepOutcome
LocalEngine::Run(SweepQueue& queue, ResultStore& store)
{
    return RunSweep(m_plan, queue, m_scenarioAt, m_execution, store, std::cerr);
}

} // namespace ns3::vnlab
