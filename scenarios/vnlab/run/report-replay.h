// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REPORT_REPLAY_H
#define VNLAB_REPORT_REPLAY_H

#include "analysis/report/replay.h"
#include "analysis/result/run-result.h"

#include <string>
#include <vector>

namespace ns3::vnlab
{

/// When the runs of a replay are run again.
enum class ReplayChoice
{
    kAuto, ///< where they took at most kReplaySeconds, of a cloud of at most kReplayVms
    kAll,
    kNone,
};

inline constexpr double kReplaySeconds = 40; ///< of all designs together, as stored
inline constexpr uint64_t kReplayVms = 5'000;

struct ReplayOptions
{
    ReplayChoice choice{ReplayChoice::kAuto};
    std::string
        files{};    ///< folder of files that the store does not have; empty: the working folder
    size_t jobs{1}; ///< runs at the same time
};

/**
 * @brief Runs stored runs again, each in a process of its own, and records them.
 *
 * A run that does not give what is stored, bit for bit, is left out: something else computed that.
 * @param runs of one scenario, seed and number, each of another design; at least one
 * @param inputs of them that the store has
 */
Replay ReplayRuns(const std::vector<RunResult>& runs,
                  const RunInputs& inputs,
                  const ReplayOptions& options);

} // namespace ns3::vnlab

#endif // VNLAB_REPORT_REPLAY_H
