// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SWEEP_TEXT_H
#define VNLAB_SWEEP_TEXT_H

#include "scenarios/vnlab/sweep/sweep-queue.h"

#include <ostream>
#include <string>

namespace ns3::vnlab
{

/// @return a time for people: seconds, or else minutes or hours rounded down
std::string TimeText(double seconds);

/// Prints how many runs a sweep has, and how many are to do.
void PrintPlan(const SweepPlan& plan, const SweepQueue& queue, std::ostream& out);

/// Prints the values of the swept keys at the first points.
void PrintPoints(const SweepPlan& plan, std::ostream& out);

/// @return one line about a run that failed: which one, and its error
std::string FailureText(const RunResult& result);

} // namespace ns3::vnlab

#endif // VNLAB_SWEEP_TEXT_H
