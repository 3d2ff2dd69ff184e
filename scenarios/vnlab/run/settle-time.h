// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SETTLE_TIME_H
#define VNLAB_SETTLE_TIME_H

namespace ns3::vnlab
{

/// Has ns-3 count time in nanoseconds for good. Until then it keeps a set of all Time objects, which is a
/// third of building a cloud. Once in a process, before anything is simulated.
void SettleTime();

} // namespace ns3::vnlab

#endif // VNLAB_SETTLE_TIME_H
