// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SWEEP_QUEUE_H
#define VNLAB_SWEEP_QUEUE_H

#include "scenarios/vnlab/sweep/sweep-plan.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace ns3::vnlab
{

/// Which part of a sweep to run.
struct SweepSelection
{
    /// A RunId, or "key=value" with a swept key, `design` or `run`; a run must match one RunId if
    /// there are any, and every "key=value".
    std::vector<std::string> only{};
    uint32_t shard{1}; ///< 1 … shards
    uint32_t shards{1};

    bool Matches(const SweepPlan& plan, const SweepRun& run) const;
};

/**
 * @brief Which runs of a sweep are still to do, in which order, and when a point has had enough.
 *
 * First every point gets its first run, then its second, and so on, so that a sweep that is stopped
 * knows something of every point.
 */
class SweepQueue
{
  public:
    /// @return whether a point has had enough runs: `runs` of each design
    using IsPrecise = std::function<bool(uint32_t point, uint32_t runs)>;

    /**
     * @param plan outlives the queue
     * @param isDone whether a run has been done before
     * @param isPrecise asked only where the plan repeats until an interval is reached
     */
    SweepQueue(const SweepPlan& plan,
               const SweepSelection& selection,
               const std::function<bool(const SweepRun&)>& isDone,
               IsPrecise isPrecise);

    /// @return the next run, or nothing until one at work has ended
    std::optional<SweepRun> Peek() const;

    /// Takes the run that Peek has shown.
    SweepRun Take();

    /// Notes that a run has ended, well or not.
    void Ended(const SweepRun& run);

    /// @return runs that are known to be needed beyond those done before
    uint64_t ToDo() const;

    /// @return runs that had been done before
    uint64_t DoneBefore() const;

  private:
    void Want(uint32_t point, uint32_t run);
    void Decide(uint32_t point);

    const SweepPlan& m_plan;
    SweepSelection m_selection;
    std::function<bool(const SweepRun&)> m_isDone;
    IsPrecise m_isPrecise;
    /// Run, point, design: the order in which they start.
    std::set<std::tuple<uint32_t, uint32_t, uint32_t>> m_waiting;
    std::vector<uint32_t> m_wanted;  // runs of each design, by point
    std::vector<uint32_t> m_pending; // runs that have not ended, by point
    uint64_t m_toDo{0};
    uint64_t m_doneBefore{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_SWEEP_QUEUE_H
