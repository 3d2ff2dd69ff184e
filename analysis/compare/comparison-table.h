// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COMPARISON_TABLE_H
#define VNLAB_COMPARISON_TABLE_H

#include "analysis/compare/comparison.h"

#include <string>

namespace ns3::vnlab
{

/**
 * @return the comparison as a table for a terminal, UTF-8: a column per design, a row per metric
 *         under the question it answers, and notes below
 *
 * A cell has the value of the one run, or mean ± half-width of the interval over the runs.
 * Of a distribution the table shows p50, p99 and max, and how much was never reached. `*` follows
 * the best value of a row, by the metric's direction. Runs that failed are named in the notes.
 */
std::string ComparisonTable(const Comparison& comparison);

} // namespace ns3::vnlab

#endif // VNLAB_COMPARISON_TABLE_H
