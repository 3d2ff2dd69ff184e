// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/slurm/slurm-engine.h"

#include "analysis/file/replace-file.h"
#include "analysis/style/visible-text.h"
#include "scenarios/vnlab/run/run-identity.h"
#include "scenarios/vnlab/slurm/slurm-parts.h"
#include "scenarios/vnlab/slurm/slurm-wait.h"
#include "scenarios/vnlab/sweep/sweep-text.h"
#include "scenarios/vnlab/system/interrupts.h"
#include "scenarios/vnlab/system/output-folder.h"
#include "scenarios/vnlab/system/shell-text.h"

#include <iostream>
#include <map>
#include <set>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// @return all runs that a queue has, which it has no longer
std::vector<SweepRun>
TakeAll(SweepQueue& queue)
{
    std::vector<SweepRun> runs;
    while (queue.Peek())
    {
        runs.push_back(queue.Take());
    }
    return runs;
}

} // namespace

SlurmEngine::SlurmEngine(const SweepPlan& plan, SlurmScript script, std::vector<std::string> sbatch)
    : m_plan(plan),
      m_script(std::move(script)),
      m_sbatch(std::move(sbatch)),
      m_name("vnlab-" + FolderId(m_script.folder))
{
}

void
SlurmEngine::Preview(SweepQueue& queue,
                     const std::optional<double>& runSeconds,
                     std::ostream& out) const
{
    const std::vector<SweepRun> runs = TakeAll(queue);
    if (runs.empty())
    {
        return;
    }
    if (runSeconds)
    {
        out << "about " << TimeText(*runSeconds * static_cast<double>(runs.size()))
            << " of computing\n";
    }
    out << "would write " << m_script.Path().string() << ":\n\n"
        << m_script.Text() << "\nand submit it:\n\n";
    std::string line;
    for (const std::string& word : Submission(runs))
    {
        line += (line.empty() ? "" : " ") + ShellText(word);
    }
    out << line << "\n\n";
}

SweepOutcome
SlurmEngine::Run(SweepQueue& queue, ResultStore& store)
{
    const Interrupts interrupts;
    SweepOutcome outcome;
    std::vector<SweepRun> missing = TakeAll(queue);
    std::optional<SlurmJob> job = FindJob(m_name);
    if (job)
    {
        std::cout << "Slurm job " << job->id << " has been submitted before\n" << std::flush;
        outcome.interrupted = !WaitForJob(m_name, interrupts);
    }
    if (!outcome.interrupted)
    {
        Collect(store, missing, outcome);
    }
    if (!outcome.interrupted && !missing.empty())
    {
        job = Submit(missing);
        outcome.interrupted = !WaitForJob(m_name, interrupts);
        if (!outcome.interrupted)
        {
            Collect(store, missing, outcome);
        }
    }
    if (outcome.interrupted)
    {
        std::cerr << "Slurm job " << job->id << " goes on; `scancel " << job->id << "` ends it\n";
    }
    else if (!missing.empty())
    {
        outcome.missing = missing.size();
        std::cerr << "tasks ended early; what they printed is in "
                  << VisibleText(m_script.SlurmFolder().string()) << "\n";
    }
    return outcome;
}

std::vector<std::string>
SlurmEngine::Submission(const std::vector<SweepRun>& runs) const
{
    std::set<uint32_t> indices;
    for (const SweepRun& run : runs)
    {
        indices.insert(m_plan.ShardOf(run, m_script.tasks));
    }
    return m_script.Submission(m_name, m_sbatch, indices);
}

SlurmJob
SlurmEngine::Submit(const std::vector<SweepRun>& runs) const
{
    MakeFolder(m_script.SlurmFolder());
    ReplaceFile(m_script.Path(), m_script.Text());
    SlurmJob job{.id = SubmitJob(Submission(runs))};
    std::cout << "Slurm job " << job.id << " has been submitted\n" << std::flush;
    return job;
}

/// Takes what the tasks have stored, and drops the runs from those that miss a result.
void
SlurmEngine::Collect(ResultStore& store,
                     std::vector<SweepRun>& missing,
                     SweepOutcome& outcome) const
{
    std::map<RunKey, bool> failures;
    CollectParts(m_script.SlurmFolder(),
                 store,
                 [&failures](const RunResult& result)
                 {
                     failures[result.key] = !result.error.empty();
                     if (!result.error.empty())
                     {
                         std::cerr << FailureText(result) << '\n';
                     }
                 });
    std::erase_if(missing,
                  [&](const SweepRun& run)
                  {
                      const auto found = failures.find(m_plan.KeyOf(run));
                      if (found == failures.end())
                      {
                          return false;
                      }
                      ++(found->second ? outcome.failed : outcome.finished);
                      return true;
                  });
}

} // namespace ns3::vnlab
