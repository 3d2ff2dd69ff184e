// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REPORT_H
#define VNLAB_REPORT_H

#include "analysis/point/outline.h"
#include "analysis/report/replay.h"
#include "analysis/result/result-store.h"

#include <string>
#include <string_view>

namespace ns3::vnlab
{

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
