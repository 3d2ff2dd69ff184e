// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/sweep/sweep-runner.h"

#include "analysis/result/result-json.h"
#include "scenarios/vnlab/run/run-design.h"
#include "scenarios/vnlab/run/run-identity.h"
#include "scenarios/vnlab/sweep/memory-budget.h"
#include "scenarios/vnlab/sweep/sweep-text.h"
#include "scenarios/vnlab/system/interrupts.h"
#include "scenarios/vnlab/system/output-folder.h"
#include "scenarios/vnlab/system/process-pool.h"
#include "scenarios/vnlab/system/progress-line.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

namespace fs = std::filesystem;

class Runner
{
  public:
    Runner(const SweepPlan& plan,
           SweepQueue& queue,
           const SweepExecution& execution,
           ResultStore& store,
           std::ostream& err)
        : m_plan(plan),
          m_queue(queue),
          m_execution(execution),
          m_store(store),
          m_err(err),
          m_memory(execution.memory_bytes),
          m_progress(queue.ToDo())
    {
    }

    SweepOutcome Run(const std::function<Scenario(uint32_t point)>& scenarioAt)
    {
        MakeFolder(Logs());
        RunPool({.parallel = m_execution.jobs,
                 .next = [this] { return Next(); },
                 .work =
                     [&](size_t job, JobChannel& channel)
                 {
                     const SweepRun& run = m_runs[job];
                     const RunKey key = m_plan.KeyOf(run);
                     channel.Finish(
                         ToJson(RunDesign(scenarioAt(run.point),
                                          key.scenario,
                                          key.design,
                                          key.run,
                                          [&channel](double done) { channel.Progress(done); })));
                 },
                 .progress = [this](size_t job, double done)
                 { m_progress.Update(job, std::min(done, 0.999)); },
                 .finished = [this](size_t job, const std::string& text)
                 { Ended(job, FromJson(text)); },
                 .failed =
                     [this](size_t job, const std::string& reason)
                 {
                     if (m_interrupts.Count() < 2) // else it was the user
                     {
                         Ended(job,
                               {.key = m_plan.KeyOf(m_runs[job]),
                                .error = "the run ended with " + reason});
                     }
                 },
                 .measured = [this](size_t job, uint64_t bytes) { m_memory.Measured(job, bytes); },
                 .log = [this](size_t job) { return LogOf(job).string(); },
                 .timeout_s = m_execution.timeout_s,
                 .tick = [this] { Tick(); },
                 .abandon = [this] { return m_interrupts.Count() > 1; }});
        std::error_code keep; // it stays where a log does
        fs::remove(Logs(), keep);
        m_outcome.interrupted = m_interrupts.Count() > 0;
        return m_outcome;
    }

  private:
    fs::path Logs() const
    {
        return m_execution.folder / "failed";
    }

    fs::path LogOf(size_t job) const
    {
        return Logs() / (RunId(m_plan.KeyOf(m_runs[job])) + ".log");
    }

    std::optional<size_t> Next()
    {
        const std::optional<SweepRun> run = m_queue.Peek();
        if (!run || m_interrupts.Count() > 0)
        {
            return std::nullopt;
        }
        const uint64_t bytes = m_plan.points[run->point].memory_bytes;
        if (!m_memory.Fits(bytes))
        {
            return std::nullopt;
        }
        m_runs.push_back(m_queue.Take());
        m_memory.Begin(m_runs.size() - 1, bytes);
        return m_runs.size() - 1;
    }

    /// Shows how far the runs are, and answers the first interrupt.
    void Tick()
    {
        m_progress.Tick();
        if (m_interrupts.Count() == 1 && !m_answered)
        {
            m_answered = true;
            const uint64_t atWork = m_runs.size() - m_outcome.finished - m_outcome.failed;
            m_progress.Say("interrupted: waiting for the end of " + std::to_string(atWork) +
                           (atWork == 1 ? " run" : " runs") +
                           "; a second Ctrl-C stops at once and loses what they have done");
        }
    }

    void Ended(size_t job, RunResult result)
    {
        const SweepRun& run = m_runs[job];
        result.parameters = m_plan.points[run.point].parameters;
        result.inputs = m_plan.points[run.point].inputs;
        if (result.error.empty())
        {
            ++m_outcome.finished;
            fs::remove(LogOf(job));
        }
        else
        {
            ++m_outcome.failed;
            Tell(job, result);
        }
        m_store.Write(result);
        m_memory.End(job);
        m_progress.Update(job, 1);
        m_queue.Ended(run);
        m_progress.Expect(m_queue.ToDo());
    }

    /// Completes the reason of a failure, and tells it.
    void Tell(size_t job, RunResult& result)
    {
        std::error_code none;
        if (fs::file_size(LogOf(job), none) == 0)
        {
            fs::remove(LogOf(job), none);
        }
        else
        {
            result.error += "; it printed " + LogOf(job).string();
        }
        result.error += "; again: " + m_execution.rerun + " --only " + RunId(result.key);
        m_err << FailureText(result) << '\n';
    }

    const SweepPlan& m_plan;
    SweepQueue& m_queue;
    const SweepExecution& m_execution;
    ResultStore& m_store;
    std::ostream& m_err;
    Interrupts m_interrupts;
    bool m_answered{false}; ///< the first interrupt
    MemoryBudget m_memory;
    ProgressLine m_progress;
    std::vector<SweepRun> m_runs; // by job
    SweepOutcome m_outcome;
};

} // namespace

SweepOutcome
RunSweep(const SweepPlan& plan,
         SweepQueue& queue,
         const std::function<Scenario(uint32_t point)>& scenarioAt,
         const SweepExecution& execution,
         ResultStore& store,
         std::ostream& err)
{
    return Runner(plan, queue, execution, store, err).Run(scenarioAt);
}

} // namespace ns3::vnlab
