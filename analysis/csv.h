// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CSV_H
#define VNLAB_CSV_H

#include "analysis/run-result.h"

#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/**
 * @file
 * Results as comma-separated values (RFC 4180: records end with CRLF, names with commas, quotes or
 * line breaks are quoted), in long format with one value a row.
 *
 * The bytes depend on nothing but the results: rows are sorted by run and metric, numbers are the
 * shortest that read back exactly ("inf" for infinity) under every locale, and how long a run took
 * is left out. A run that failed has no rows.
 */

namespace ns3::vnlab
{

/// Writes one record.
void WriteCsvRecord(const std::vector<std::string>& fields, std::ostream& out);

/// Writes design,seed,run,metric,value for every scalar metric. Where runs have parameters, each has
/// a column of its name before `metric`, here and below.
void WriteMetricsCsv(std::span<const RunResult> results, std::ostream& out);

/// Writes design,seed,run,metric,index,value for every sample; the index counts from 0.
void WriteSamplesCsv(std::span<const RunResult> results, std::ostream& out);

/// Writes design,seed,run,metric,time_s,value for every point of every series.
void WriteSeriesCsv(std::span<const RunResult> results, std::ostream& out);

} // namespace ns3::vnlab

#endif // VNLAB_CSV_H
