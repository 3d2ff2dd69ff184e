// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TRAFFIC_MONITOR_H
#define VNLAB_TRAFFIC_MONITOR_H

#include "model/cloud/cloud-plan.h"
#include "model/guest/guest.h"
#include "model/traffic/flow.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <vector>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief The application in all guests that sends measured flows and watches them arrive.
 */
class TrafficMonitor : public GuestListener
{
  public:
    using FlowId = size_t;
    using GuestOf = std::function<Guest&(VmId)>;

    /// @param plan outlives the monitor
    TrafficMonitor(const CloudPlan& plan, GuestOf guestOf);
    ~TrafficMonitor() override;
    TrafficMonitor(const TrafficMonitor&) = delete;
    TrafficMonitor& operator=(const TrafficMonitor&) = delete;

    /// Schedules a flow; its start is not in the past.
    FlowId Add(const FlowConfig& config);

    const Flow& At(FlowId flow) const;
    const std::deque<Flow>& Flows() const;

    /// @return one-way delays in seconds, in the order of arrival, of each flow's packets that were
    ///         sent after the first one had arrived: none has waited for address resolution
    const std::vector<float>& Delays() const;

    /// @return of each of these, the delay less the least of its flow: RFC 5481's packet delay variation
    std::vector<float> DelayVariations() const;

    void ReceiveUdp(Guest& guest, const UdpDatagram& datagram) override;

  private:
    void SendNext(FlowId id);

    const CloudPlan& m_plan;
    GuestOf m_guestOf;
    std::deque<Flow> m_flows;
    std::vector<float> m_delays;
    std::vector<uint32_t> m_delayed; ///< the flow of each of them
};

} // namespace ns3::vnlab

#endif // VNLAB_TRAFFIC_MONITOR_H
