// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LINK_PROBER_H
#define VNLAB_LINK_PROBER_H

#include "model/cloud/cloud-plan.h"
#include "model/guest/vnic-device.h"
#include "model/guest/vnic-observer.h"
#include "model/spec/specification.h"
#include "model/traffic/flow.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <set>
#include <vector>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief Sends probes from vNIC to vNIC and sees which arrive.
 *
 * A probe is a frame as the guest would send it to a peer whose Ethernet address it knows: a UDP
 * datagram, or a TCP segment that opens a connection. It passes hooks, host switches and fabric as
 * any other, but takes no room and no work that others would notice (Population::kProbe), and the
 * guests do not see it, so that measuring leaves no trace in what is measured.
 */
class LinkProber : private VnicObserver
{
  public:
    using FlowId = size_t;
    using DeviceOf = std::function<VnicDevice&(VnicId)>;
    /// Called with each probe before it is sent.
    using Sending = std::function<void(
        VnicId from, VnicId to, const Service& service, const Ptr<const Packet>& frame)>;

    /// @param plan outlives the prober
    LinkProber(const CloudPlan& plan, DeviceOf deviceOf);
    LinkProber(const LinkProber&) = delete;
    LinkProber& operator=(const LinkProber&) = delete;

    /// Schedules probes; their start is not in the past. @param service UDP or TCP, with its port
    FlowId Add(const FlowConfig& config, const Service& service);

    const Flow& At(FlowId flow) const;

    /// Subscribes for as long as the prober lives.
    void OnSending(Sending subscriber);

  private:
    void SendNext(FlowId id);
    void Probed(const VnicDevice& vnic, const Ptr<const Packet>& frame) override;

    const CloudPlan& m_plan;
    DeviceOf m_deviceOf;
    std::deque<Flow> m_flows;
    std::deque<Service> m_services; ///< of the flows
    std::set<VnicId> m_observed;
    std::vector<Sending> m_subscribers;
};

} // namespace ns3::vnlab

#endif // VNLAB_LINK_PROBER_H
