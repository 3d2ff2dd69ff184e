// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COMPARISON_H
#define VNLAB_COMPARISON_H

#include "analysis/result/run-result.h"

#include <string>
#include <vector>

namespace ns3::vnlab
{

/// Runs of one scenario under several designs, to be shown side by side.
struct Comparison
{
    std::string title;                ///< of the scenario, as its author wrote it: any text
    std::vector<std::string> designs; ///< in the scenario's order: columns, colours, legends
    std::vector<RunResult> results;
};

/// @return the runs of @p design that went through, in the order of Comparison::results
std::vector<const RunResult*> RunsOf(const Comparison& comparison, const std::string& design);

/// @return the values of one scalar metric over the runs of @p design that have it
std::vector<double> MetricOf(const Comparison& comparison,
                             const std::string& design,
                             const std::string& metric);

/// @return the samples of one metric of all runs of @p design, together, ascending
std::vector<double> SamplesOf(const Comparison& comparison,
                              const std::string& design,
                              const std::string& metric);

} // namespace ns3::vnlab

#endif // VNLAB_COMPARISON_H
