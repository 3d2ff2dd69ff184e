// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_METRIC_CATALOGUE_H
#define VNLAB_METRIC_CATALOGUE_H

#include "model/key/metric.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/**
 * @file The metrics that this process knows: those that it can fill (MetricRows), and those of the
 * results that it has opened, since rows travel with results.
 *
 * It is one catalogue for the process, not for threads: a command opens all its results, then looks
 * up what is in them.
 */

namespace ns3::vnlab
{

/// @return every metric, in the order of tables; valid until the next AdoptMetrics
std::span<const Metric> Metrics();

/// @return the metric that @p name names, or nullptr; of several the one whose pattern says most
const Metric* FindMetric(std::string_view name);

/// Which row counts where this program and the results to be adopted both have a metric.
enum class Precedence : uint8_t
{
    kResults, ///< to read them: what they say of themselves
    kProgram, ///< to add to them: what the program is about to say
};

/**
 * @brief Takes over the rows that came with results.
 * @param origin what messages call the results: a path
 * @throws InputError naming @p origin and the other where a metric has another shape, unit or
 *         direction in other results or, where it takes precedence, in this program; the catalogue
 *         is then as before
 */
void AdoptMetrics(std::span<const Metric> rows, const std::string& origin, Precedence precedence);

} // namespace ns3::vnlab

#endif // VNLAB_METRIC_CATALOGUE_H
