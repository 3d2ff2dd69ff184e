// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BATCH_CLOCK_H
#define VNLAB_BATCH_CLOCK_H

#include <functional>

namespace ns3::vnlab
{

/**
 * @brief Makes samples of the time that an operation takes.
 *
 * A sample is the CPU time of this thread over a batch of operations, divided by their number: what
 * others do on the machine counts only by what they do to caches and to the core's clock. The first
 * call finds the size of a batch, which takes half a millisecond or one operation, whichever is
 * longer.
 *
 * @param operation may throw, which then the sample does
 * @return for Trial::sample_s
 */
std::function<double()> TimedInBatches(std::function<void()> operation);

/// The same less another operation, timed in a batch right after; may be negative where both take
/// about as long.
std::function<double()> TimedInBatches(std::function<void()> operation, std::function<void()> less);

} // namespace ns3::vnlab

#endif // VNLAB_BATCH_CLOCK_H
