// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LOCAL_ENGINE_H
#define VNLAB_LOCAL_ENGINE_H

#include "scenarios/vnlab/sweep/sweep-engine.h"
#include "scenarios/vnlab/sweep/sweep-runner.h"

#include <functional>

namespace ns3::vnlab
{

/// Runs on this machine, each in a process of its own.
class LocalEngine : public SweepEngine
{
  public:
    /// @param plan outlives the engine
    /// @param scenarioAt the scenario of a point
    LocalEngine(const SweepPlan& plan,
                std::function<Scenario(uint32_t point)> scenarioAt,
                SweepExecution execution);

    void Preview(SweepQueue& queue,
                 const std::optional<double>& runSeconds,
                 std::ostream& out) const override;
    SweepOutcome Run(SweepQueue& queue, ResultStore& store) override;

  private:
    const SweepPlan& m_plan;
    std::function<Scenario(uint32_t point)> m_scenarioAt;
    SweepExecution m_execution;
};

} // namespace ns3::vnlab

#endif // VNLAB_LOCAL_ENGINE_H
