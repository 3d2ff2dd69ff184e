// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COMMAND_REPORT_H
#define VNLAB_COMMAND_REPORT_H

#include "scenarios/vnlab/command/command.h"
#include "scenarios/vnlab/run/report-replay.h"

#include <ostream>
#include <string>

namespace ns3::vnlab
{

struct ReportOptions
{
    std::string store; ///< the file of a result store, or the folder that has results.sqlite
    std::string file;  ///< the page; empty: report.html beside the store
    bool force{false}; ///< overwrites what vnlab has not written
    ReplayOptions replay{};
};

/**
 * @brief Writes the page whole, or not at all: an older one stays until then.
 * @return 0
 * @throws InputError where the store cannot be read or has no runs, or where the page cannot be
 *         written, or would overwrite a file that vnlab has not written
 */
int CommandReport(const ReportOptions& options, std::ostream& out);

/// `vnlab report`
Command MakeReportCommand(CLI::App& program);

} // namespace ns3::vnlab

#endif // VNLAB_COMMAND_REPORT_H
