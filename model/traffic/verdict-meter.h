// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VERDICT_METER_H
#define VNLAB_VERDICT_METER_H

#include "model/cloud/cloud-plan.h"
#include "model/drop-log.h"
#include "model/guest/vnic-device.h"
#include "model/guest/vnic-observer.h"
#include "model/traffic/judged-packet.h"
#include "model/traffic/spec-oracle.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief Follows packets of IPv4 from vNIC to vNIC and holds what becomes of them against the
 * specifications in force.
 *
 * Those of the guests (Population::kTraffic) and probes (Population::kProbe) are followed; attacks and
 * the control plane are not.
 *
 * 1. A packet is wrongly delivered where a guest gets it, addressed or not, that may not have it at any
 *    time from its sending to then. Floods count, too.
 * 2. Else it is wrongly dropped where no copy gets to the vNIC whose address it has, rules dropped one
 *    (IsOfRules), both ends run then and so do the VMs that it should pass, and it was wanted all the
 *    time from its sending to then.
 * 3. Else it is right where it was wanted all the time and arrived, or was never wanted and rules
 *    dropped it.
 * 4. Of all others nothing is said: of those that a change overtook, of losses that are not of rules,
 *    and of what is still on its way.
 *
 * What a service chain leads through a VM is not delivered to it: ChainMeter follows that.
 * A packet is what has one ns-3 uid: its fragments and copies are one. What its copies do later than
 * 100 ms after the first of them has ended is not seen. A packet that its guest gives up before it is a
 * frame, for want of an Ethernet address, is none.
 */
class VerdictMeter : private VnicObserver
{
  public:
    using Runs = std::function<bool(VmId)>;
    using Judged = std::function<void(const JudgedPacket&)>;

    /**
     * @param plan,oracle outlive the meter, which outlives the simulation
     * @param drops of the run
     * @param runs whether a VM runs now and takes part: one whose identity is revoked does not
     * @param judged is given each packet that is judged, in the order in which they ended
     */
    VerdictMeter(
        const CloudPlan& plan, const SpecOracle& oracle, DropLog& drops, Runs runs, Judged judged);
    VerdictMeter(const VerdictMeter&) = delete;
    VerdictMeter& operator=(const VerdictMeter&) = delete;

    /// Follows what a vNIC sends and gets from now on; once for each.
    void Watch(const Ptr<VnicDevice>& vnic);

    /// A probe is being sent.
    void ProbeSent(VnicId from, VnicId to, const Service& service, const Ptr<const Packet>& frame);

    /// Judges all that has ended, at the end of the run.
    void Finish();

  private:
    struct Flight
    {
        VnicId from;
        std::optional<VnicId> to; ///< nothing: the address is none of the tenant's
        PacketService service;
        Population population;
        Time sent;
        std::optional<Time> ended; ///< the first of its copies
        std::optional<Time> droppedByRules;
        uint32_t place{0};
        Wanted wanted{Wanted::kChanged}; ///< until it arrived
        bool hasArrived{false};
        bool isWithStranger{false};
    };

    void SendBegins(const VnicDevice& vnic, const Ptr<const Packet>& frame) override;
    void Received(const VnicDevice& vnic, const Ptr<const Packet>& frame) override;
    void Probed(const VnicDevice& vnic, const Ptr<const Packet>& frame) override;
    void Arrived(VnicId at, const Ptr<const Packet>& frame);
    void Dropped(DropReason reason, const Ptr<const Packet>& packet);
    bool RunsOnItsWay(const Flight& flight) const;
    void End(uint64_t uid, Flight& flight);
    void JudgeUntil(Time time);
    std::optional<JudgedPacket> Judge(const Flight& flight) const;
    uint32_t PlaceOf(VnicId vnic) const;

    const CloudPlan& m_plan;
    const SpecOracle& m_oracle;
    Runs m_runs;
    Judged m_judged;
    std::vector<Ptr<VnicDevice>> m_devices;           ///< by VnicId; nullptr: not watched
    std::unordered_map<uint64_t, VnicId> m_addresses; ///< by tenant and address
    std::unordered_map<uint64_t, Flight> m_flights;   ///< by uid
    std::deque<std::pair<Time, uint64_t>> m_ended;    ///< when, and the uid
};

} // namespace ns3::vnlab

#endif // VNLAB_VERDICT_METER_H
