// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_STRETCH_METER_H
#define VNLAB_STRETCH_METER_H

#include "model/cloud/cloud-plan.h"
#include "model/guest/vnic-device.h"
#include "model/guest/vnic-observer.h"
#include "model/substrate/fabric.h"
#include "model/substrate/shortest-ways.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace ns3::vnlab
{

/// What a packet took from one vNIC to another, as a multiple of what the substrate asks for.
struct Stretch
{
    double hops; ///< links crossed, against the fewest
    double time; ///< one-way delay, against the least for the frame that the guest sent
};

/**
 * @ingroup vnlab
 * @brief Sends probes from vNIC to vNIC and follows each over the links that it crosses.
 *
 * A probe is as LinkProber's: it goes where the guest's packets go, through tunnels and gateways, and
 * leaves no trace. It keeps its Uid whatever is put around it, so taps on the links see its whole way
 * under any design and fabric data plane, which no count in a frame does: a gateway makes a new frame.
 * Links are tapped from the first probe on, so this is for when little else is on them.
 */
class StretchMeter : private VnicObserver
{
  public:
    using DeviceOf = std::function<VnicDevice&(VnicId)>;
    using HostOf = std::function<HostId(VnicId)>;

    /// @param plan,fabric outlive the meter, which outlives the simulation
    StretchMeter(const CloudPlan& plan, Fabric& fabric, DeviceOf deviceOf, HostOf hostOf);
    StretchMeter(const StretchMeter&) = delete;
    StretchMeter& operator=(const StretchMeter&) = delete;

    /**
     * @brief Sends a probe of UDP to kTrafficPort now.
     *
     * None between vNICs of one host, whose packets cross no link, or where no way is up.
     */
    void Probe(VnicId from, VnicId to, uint32_t payloadBytes);

    /// @return of each probe that arrived, in the order in which they did
    const std::vector<Stretch>& Arrived() const;

  private:
    struct Flight
    {
        VnicId to;
        Time sent;
        ShortestWays::Least least;
        std::map<NodeRef, uint32_t> links{}; ///< crossed until there; none at its source
    };

    void Begin();
    void Crossed(LinkId link, uint64_t uid);
    void Probed(const VnicDevice& vnic, const Ptr<const Packet>& frame) override;

    const CloudPlan& m_plan;
    Fabric& m_fabric;
    DeviceOf m_deviceOf;
    HostOf m_hostOf;
    std::optional<ShortestWays> m_ways;             ///< from the first probe on
    std::unordered_map<uint64_t, Flight> m_flights; ///< by the packet's Uid
    std::set<VnicId> m_observed;
    std::vector<Stretch> m_arrived;
};

} // namespace ns3::vnlab

#endif // VNLAB_STRETCH_METER_H
