// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BACKGROUND_TRAFFIC_H
#define VNLAB_BACKGROUND_TRAFFIC_H

#include "model/cloud/cloud-plan.h"
#include "model/dice.h"
#include "model/traffic/traffic-monitor.h"
#include "scenarios/vnlab/scenario/timeline.h"

#include "ns3/nstime.h"

namespace ns3::vnlab
{

/**
 * @brief Adds the packets of [traffic]: on every virtual link, both ways, as long as it is wanted.
 *
 * A link that a change adds has background traffic when its probing is over. A direction's first
 * packet comes at a random time within the interval, the same under every design. A link that
 * permits services, but not UDP to kTrafficPort, has none.
 * @param start when the traffic starts; now or later
 */
void AddBackgroundTraffic(const Timeline& timeline,
                          const CloudPlan& plan,
                          const Dice& dice,
                          Time start,
                          TrafficMonitor& monitor);

} // namespace ns3::vnlab

#endif // VNLAB_BACKGROUND_TRAFFIC_H
