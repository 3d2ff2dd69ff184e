// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COMPARISON_TABLE_H
#define VNLAB_COMPARISON_TABLE_H

#include "analysis/compare/comparison.h"

#include <string>

namespace ns3::vnlab
{

/**
 * @return the comparison as a table of at most 80 columns, UTF-8: a column per design, in blocks
 *         where all have no room, a row per metric under the question it answers, and a caption
 *
 * A cell has the value of the one run, or mean ± half-width of the interval over the runs.
 * Of a distribution the table shows p50, p99 and max, and how much was never reached. `*` follows
 * the best value of a row, by the metric's direction, of the designs that may be judged (IsJudged).
 */
std::string ComparisonTable(const Comparison& comparison);

/// @return a paragraph for each design with failed runs: how many, and why the first did
std::string FailuresText(const Comparison& comparison);

} // namespace ns3::vnlab

#endif // VNLAB_COMPARISON_TABLE_H
