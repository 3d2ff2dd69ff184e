// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REPLAY_H
#define VNLAB_REPLAY_H

#include "analysis/result/run-result.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// What a report shows of runs as they happened, or why it does not.
struct Replay
{
    std::string why;   ///< there is none; empty where there is one
    std::string cloud; ///< CloudJson
    std::vector<std::pair<std::string, std::string>> recordings; ///< by design: RecordingJson
    std::vector<std::pair<std::string, std::string>> left;       ///< designs left out, and why
};

/// Makes the replay of stored runs: of one scenario, seed and number, each of another design.
using MakeReplay = std::function<Replay(const std::vector<RunResult>& runs)>;

} // namespace ns3::vnlab

#endif // VNLAB_REPLAY_H
