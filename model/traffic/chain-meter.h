// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CHAIN_METER_H
#define VNLAB_CHAIN_METER_H

#include "model/cloud/cloud-plan.h"
#include "model/guest/vnic-device.h"
#include "model/guest/vnic-observer.h"
#include "model/traffic/spec-oracle.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// What became of guests' packets between the ends of service chains.
struct ChainCounts
{
    uint64_t led{0};      ///< arrived, and had passed all VMs of the chain in order, and no other
    uint64_t bypassed{0}; ///< arrived in spite of not having done so

    bool operator==(const ChainCounts&) const = default;
};

/**
 * @ingroup vnlab
 * @brief Follows guests' packets between the ends of service chains from VM to VM, and holds their way
 * against the specification that was in force when they were sent.
 *
 * A VM has passed a packet when it was passed on, not when it came there. A packet is what has one ns-3
 * uid, so fragments and copies are one; it has arrived with its last fragment. What a middlebox gave another
 * address is followed no further, nor what is on its way for more than 10 s.
 */
class ChainMeter : private VnicObserver
{
  public:
    /// Told of each packet that is judged, at the end of its way.
    using Judged = std::function<void(VnicId from, VnicId to, Time sent, bool isLed)>;

    /// @param plan,oracle outlive the meter, which outlives the simulation
    ChainMeter(const CloudPlan& plan, const SpecOracle& oracle);
    ChainMeter(const ChainMeter&) = delete;
    ChainMeter& operator=(const ChainMeter&) = delete;

    /// Follows what a vNIC sends and gets from now on; once for each.
    void Watch(VnicDevice& vnic);

    /// A VM passes a packet on.
    void Passed(VnicId at, const Ptr<const Packet>& frame);

    void OnJudged(Judged subscriber);

    const ChainCounts& Counts() const;

  private:
    struct Flight
    {
        VnicId from;
        VnicId to;
        std::vector<VmId> way;
        Time sent;
        size_t passed{0}; ///< VMs of the way, in order
        bool strayed{false};
    };

    void SendBegins(const VnicDevice& vnic, const Ptr<const Packet>& frame) override;
    void Received(const VnicDevice& vnic, const Ptr<const Packet>& frame) override;

    const CloudPlan& m_plan;
    const SpecOracle& m_oracle;
    std::unordered_map<uint64_t, VnicId> m_addresses; ///< by tenant and address
    std::unordered_map<uint64_t, Flight> m_flights;   ///< by uid
    std::deque<std::pair<Time, uint64_t>> m_sent;     ///< when, and the uid
    Judged m_judged;
    ChainCounts m_counts;
};

} // namespace ns3::vnlab

#endif // VNLAB_CHAIN_METER_H
