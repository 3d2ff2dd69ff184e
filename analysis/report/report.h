// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REPORT_H
#define VNLAB_REPORT_H

#include "analysis/report/replay.h"
#include "analysis/result-store.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// What a report needs to know of a resolved scenario.
struct ScenarioOutline
{
    std::string title;
    std::vector<std::string> designs; ///< in the scenario's order
    /// The same for scenarios that differ in seed and number of runs only: their runs are one point.
    std::string sameAs;
    bool moves{false}; ///< has attacks or changes
};

/// @return the outline of a resolved scenario's text, whatever version of vnlab wrote it
using ReadOutline = std::function<ScenarioOutline(const std::string& text)>;

/**
 * @param makeReplay is given the runs to replay: the first that went through at the first point that
 *        has an attack or a change, else at the first point
 * @return what the report of a store says, as JSON (ReportJson)
 *
 * Runs are read one after the other; what is kept grows with the number of points and designs, not
 * with the number of runs.
 * @throws InputError if the store cannot be read or holds no run
 */
std::string ReportData(const ResultStore& store,
                       const ReadOutline& outline,
                       const MakeReplay& makeReplay);

/// @return one HTML page that shows @p json and needs no other file; names in it are data only
std::string ReportPage(std::string_view json);

} // namespace ns3::vnlab

#endif // VNLAB_REPORT_H
