// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TCP_METRICS_H
#define VNLAB_TCP_METRICS_H

#include "analysis/result/run-result.h"
#include "model/deployment/deployment.h"
#include "model/dice.h"
#include "model/traffic/bulk-transfers.h"
#include "scenarios/vnlab/scenario/timeline.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

/// One direction of a virtual link.
struct LinkDirection
{
    VnicId from;
    VnicId to;
};

/// Why a scenario cannot have TCP flows, although its keys are right.
inline constexpr const char* kNoDirectionForTcp =
    "no virtual link that traffic.tcp.flows could be on is wanted all the time and joins full "
    "guests on "
    "different hosts";

/**
 * @return the directions on which TCP flows of a scenario may be: of links that are wanted all the time,
 *         permit TCP to kTrafficPort, and join full guests that are on different hosts at the start, as a
 *         transfer inside a host takes no time here
 */
std::vector<LinkDirection> DirectionsForTcp(const Timeline& timeline, const CloudPlan& plan);

/// The TCP flows of [traffic.tcp] in one run.
class TcpFlows
{
  public:
    /**
     * @brief Schedules them: each direction has a flow before one has two, which, and when they start, is
     *        drawn the same under every design.
     * @param cloud outlives this
     * @param start when the traffic starts
     * @param end when senders give up
     * @throws std::invalid_argument where there is no direction for them
     */
    TcpFlows(const Timeline& timeline, Deployment& cloud, const Dice& dice, Time start, Time end);

    /// Adds `tcp.*`.
    void Report(RunResult& result) const;

  private:
    Time m_end;
    BulkTransfers m_transfers;
};

} // namespace ns3::vnlab

#endif // VNLAB_TCP_METRICS_H
