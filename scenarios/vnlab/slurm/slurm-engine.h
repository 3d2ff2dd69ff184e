// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SLURM_ENGINE_H
#define VNLAB_SLURM_ENGINE_H

#include "scenarios/vnlab/slurm/slurm-jobs.h"
#include "scenarios/vnlab/slurm/slurm-script.h"
#include "scenarios/vnlab/sweep/sweep-engine.h"

#include <string>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief Runs on a cluster under Slurm.
 *
 * One job array at a time belongs to a folder for results, and is known by a name that is made from
 * the folder's: whoever calls again, after an interrupt or a crash at any moment, finds it in
 * Slurm's queue. Each task writes a store of its own. When the job has ended its stores are put
 * into the sweep's, and go.
 */
class SlurmEngine : public SweepEngine
{
  public:
    /**
     * @param plan outlives the engine
     * @param sbatch options for sbatch
     */
    SlurmEngine(const SweepPlan& plan, SlurmScript script, std::vector<std::string> sbatch);

    void Preview(SweepQueue& queue,
                 const std::optional<double>& runSeconds,
                 std::ostream& out) const override;

    /// First ends what an earlier call has begun; then submits what has no result yet.
    /// @throws std::runtime_error where Slurm refuses
    SweepOutcome Run(SweepQueue& queue, ResultStore& store) override;

  private:
    std::vector<std::string> Submission(const std::vector<SweepRun>& runs) const;
    SlurmJob Submit(const std::vector<SweepRun>& runs) const;
    void Collect(ResultStore& store, std::vector<SweepRun>& missing, SweepOutcome& outcome) const;

    const SweepPlan& m_plan;
    SlurmScript m_script;
    std::vector<std::string> m_sbatch;
    std::string m_name; // of the job
};

} // namespace ns3::vnlab

#endif // VNLAB_SLURM_ENGINE_H
