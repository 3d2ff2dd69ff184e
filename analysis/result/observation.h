// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_OBSERVATION_H
#define VNLAB_OBSERVATION_H

#include "analysis/result/indicator.h"
#include "analysis/result/run-result.h"

#include <map>
#include <string>
#include <string_view>

/// @file How finely a run's values were observed, why it has none, and whether they may be judged.

namespace ns3::vnlab
{

/**
 * @return how much less the values of an indicator may truly be: the time between two probes, where
 *         probes found them; below 0 how much more, where a value is the last probe that was judged
 *         wrong; 0 for all others
 */
double GridOf(const RunResult& run, const Indicator& indicator);

/// @return the coarser of two grids of one indicator
double CoarserGrid(double a, double b);

/// @return why a run has no values of some metrics, in words for their cells; by metric, of those
///         only of which it is known
std::map<std::string, std::string_view> AbsencesOf(const RunResult& run);

/// @return why a run has no value of an indicator, in words for its cell; "" where it has one, or
///         where nothing is known
std::string_view WhyAbsent(const RunResult& run, const Indicator& indicator);

/**
 * @return whether a run's value of an indicator may be better or worse than another design's
 *
 * Not the work of a change for a design that left links open and touched no rule: that is nothing
 * done, and no change done with less. Nor what a control plane brings beforehand that brings most on
 * demand (it counts `control.entries`): the rest comes later.
 */
bool IsJudged(const RunResult& run, const Indicator& indicator);

} // namespace ns3::vnlab

#endif // VNLAB_OBSERVATION_H
