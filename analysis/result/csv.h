// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CSV_H
#define VNLAB_CSV_H

#include "analysis/result/run-result.h"

#include <array>
#include <cstdint>
#include <ostream>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/**
 * @file
 * Results as comma-separated values (RFC 4180: records end with CRLF, names with commas, quotes or
 * line breaks are quoted), in long format with one value a row.
 *
 * The bytes depend on nothing but the results: rows are sorted by run and metric, numbers are the
 * shortest that read back exactly ("inf" for infinity) under every locale, and how long a run took
 * is left out. A run that failed has no rows. Texts are no formulas of a spreadsheet (csv-cell.h).
 */

namespace ns3::vnlab
{

/// Writes one record.
void WriteCsvRecord(const std::vector<std::string>& fields, std::ostream& out);

/// The tables that runs go into, and their columns after design,seed,run, the parameters and metric.
enum class CsvTable : uint8_t
{
    kMetrics, ///< value: a row for every scalar metric
    kSamples, ///< index,value: a row for every sample; the index counts from 0
    kSeries,  ///< time_s,value: a row for every point of every series
};

/// Each table with the file that it goes into.
inline constexpr std::array<std::pair<CsvTable, const char*>, 3> kCsvFiles{
    {{CsvTable::kMetrics, "metrics.csv"},
     {CsvTable::kSamples, "samples.csv"},
     {CsvTable::kSeries, "series.csv"}}};

/// Writes the names of the columns.
/// @param parameters keys that a sweep set, each a column; a run without one has an empty field
void WriteCsvHeader(CsvTable table, const std::set<std::string>& parameters, std::ostream& out);

/// Writes the rows of one run; a run that failed has none.
void WriteCsvRun(CsvTable table,
                 const std::set<std::string>& parameters,
                 const RunResult& result,
                 std::ostream& out);

/// Writes a whole table: the runs in the order of their keys, a column for every parameter that one
/// of them has.
void WriteCsv(CsvTable table, std::span<const RunResult> results, std::ostream& out);

} // namespace ns3::vnlab

#endif // VNLAB_CSV_H
