// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SWEEP_ENGINE_H
#define VNLAB_SWEEP_ENGINE_H

#include "analysis/result/result-store.h"
#include "scenarios/vnlab/sweep/sweep-queue.h"

#include <cstdint>
#include <optional>
#include <ostream>

namespace ns3::vnlab
{

/// What came of a sweep, or of the part that was to do.
struct SweepOutcome
{
    uint64_t finished{0};
    uint64_t failed{0};
    uint64_t missing{0}; ///< that have no result although the sweep has come to its end
    bool interrupted{false};
};

/// What carries out the runs of a sweep.
class SweepEngine
{
  public:
    virtual ~SweepEngine() = default;

    /// Says how it would carry out what a queue has; writes nothing.
    /// @param runSeconds of one run, where it is known
    virtual void Preview(SweepQueue& queue,
                         const std::optional<double>& runSeconds,
                         std::ostream& out) const = 0;

    /**
     * @brief Carries out what a queue has, and stores the results.
     *
     * A run that fails is stored with its reason, its log and the command that repeats it, and told
     * on standard error; the sweep goes on.
     * @throws std::runtime_error where a result cannot be stored
     */
    virtual SweepOutcome Run(SweepQueue& queue, ResultStore& store) = 0;
};

} // namespace ns3::vnlab

#endif // VNLAB_SWEEP_ENGINE_H
