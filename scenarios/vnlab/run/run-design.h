// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RUN_DESIGN_H
#define VNLAB_RUN_DESIGN_H

#include "analysis/result/run-result.h"
#include "scenarios/vnlab/run/run-observer.h"
#include "scenarios/vnlab/scenario/scenario.h"

#include <cstdint>
#include <functional>
#include <string>

namespace ns3::vnlab
{

/// Called now and then with how much of the run is done, 0 to 1.
using Progress = std::function<void(double done)>;

/**
 * @brief Runs a scenario once under one design, from building to metrics.
 *
 * Uses ns-3's one Simulator: one run at a time in a process, in one thread. Others only compute what
 * is no simulation.
 * @param design name of a design, or of a variant of the scenario
 * @param run number of the run, from 0; with the scenario's seed it fixes all randomness
 * @param observer watches the run; nullptr: nobody
 * @param threads at most so many, this one included; the result does not depend on it
 * @return the result; where the design cannot serve the scenario, or the run failed otherwise, its
 *         `error` says why and it has no metrics
 */
RunResult RunDesign(const Scenario& scenario,
                    const std::string& resolved,
                    const std::string& design,
                    uint32_t run,
                    const Progress& progress,
                    RunObserver* observer = nullptr,
                    uint32_t threads = 1);

} // namespace ns3::vnlab

#endif // VNLAB_RUN_DESIGN_H
