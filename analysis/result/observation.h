// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_OBSERVATION_H
#define VNLAB_OBSERVATION_H

#include "analysis/result/indicator.h"
#include "analysis/result/run-result.h"

#include <string_view>

/// @file How finely a run's values were observed, and why it has none.

namespace ns3::vnlab
{

/**
 * @return how much less the values of an indicator may truly be: the time between two probes, where
 *         probes found them; 0 for all others
 */
double GridOf(const RunResult& run, const Indicator& indicator);

/// @return why a run has no value of an indicator, in words for its cell; "" where it has one, or
///         where nothing is known
std::string_view WhyAbsent(const RunResult& run, const Indicator& indicator);

} // namespace ns3::vnlab

#endif // VNLAB_OBSERVATION_H
