// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COMMAND_RUN_H
#define VNLAB_COMMAND_RUN_H

#include "scenarios/vnlab/command/command.h"
#include "scenarios/vnlab/scenario/scenario.h"

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>

namespace ns3::vnlab
{

/// Options of `vnlab run`.
struct RunOptions
{
    std::string file;
    std::string folder;             ///< for results; empty: results/ and the scenario's file name
    size_t jobs{1};                 ///< runs at the same time
    std::optional<uint64_t> seed;   ///< in place of the scenario's
    std::optional<uint32_t> repeat; ///< in place of the scenario's
    bool all{false};                ///< print all measures, not only the headlines
    bool plots{true};
    bool printResolved{false};
};

/**
 * @brief Runs a scenario under all of its designs, prints the comparison and stores the results.
 *
 * In the folder it leaves results.sqlite, metrics.csv, samples.csv, series.csv and the plots.
 * @return 0, or 1 where a run failed
 * @throws InputError where the scenario is wrong or the folder cannot be written; nothing is left
 */
int CommandRun(const RunOptions& options, std::ostream& out, std::ostream& err);

/// `vnlab run`
Command MakeRunCommand(CLI::App& program);

} // namespace ns3::vnlab

#endif // VNLAB_COMMAND_RUN_H
