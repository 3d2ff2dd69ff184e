// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SWEEP_PLAN_H
#define VNLAB_SWEEP_PLAN_H

#include "analysis/result/run-result.h"
#include "scenarios/vnlab/sweep/sweep-file.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// One point of a sweep: a scenario that every design runs several times.
struct SweepPoint
{
    std::map<std::string, Parameter> parameters;
    std::string identity; ///< the scenario text of its RunKeys
    uint64_t seed{0};
    uint64_t memory_bytes{0};                  ///< that one run is thought to need
    std::shared_ptr<const RunInputs> inputs{}; ///< of the files that the scenario names
};

/// One run of a sweep, by position in SweepPlan.
struct SweepRun
{
    uint32_t point{0};
    uint32_t design{0};
    uint32_t run{0};

    auto operator<=>(const SweepRun&) const = default;
};

/// Everything that a sweep may run.
struct SweepPlan
{
    std::string title;
    std::vector<SweepPoint> points;
    std::vector<std::string> designs;
    SweepRepeat repeat;
    std::vector<std::string> warnings; ///< of the scenarios, each once

    RunKey KeyOf(const SweepRun& run) const;

    /// @return 1 … shards: the part that has a run where a plan is split into so many
    uint32_t ShardOf(const SweepRun& run, uint32_t shards) const;
};

/// Told of the scenario of each point.
using PointVisitor = std::function<void(uint64_t point, const Scenario& scenario)>;

/**
 * @brief Reads the scenario of the first so many points.
 * @param repeat in place of the file's, or nothing
 * @param visit told of each scenario that is accepted, in the order of the points
 * @throws InputError where one is wrong, or two points are the same scenario
 */
SweepPlan MakeSweepPlan(const SweepFile& file,
                        uint64_t points,
                        const KnownNames& known,
                        const FileReader& readFile,
                        const std::optional<uint32_t>& repeat,
                        const PointVisitor& visit = {});

/// @return bytes that a run of a scenario is thought to need: doc/performance.md, rounded up
uint64_t EstimateMemory(const Scenario& scenario);

} // namespace ns3::vnlab

#endif // VNLAB_SWEEP_PLAN_H
