// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LATERAL_MOVEMENT_H
#define VNLAB_LATERAL_MOVEMENT_H

#include "model/attack/injector.h"
#include "model/attack/intruder.h"

#include <cstdint>
#include <map>
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// The keys of `kind = "lateral-movement"`.
struct LateralMovementKeys : KeysOf<LateralMovementKeys>
{
    double probability{0.5};               ///< that an exploit that arrives succeeds
    double locality{0.5};                  ///< part of the attempts within the own tenant
    uint64_t scan_interval_ns{10'000'000}; ///< between two attempts of one compromised VM

    void Visit(KeyVisitor& keys, const Key& like) override;
};

/**
 * @ingroup vnlab
 * @brief Lateral movement: every compromised VM keeps drawing a target and sends it an exploit,
 * which on arrival succeeds with probability p.
 *
 * A target is drawn uniformly from the other VMs of the same tenant, or of the whole cloud, that
 * exist at that moment: local preference, as worms have it (Staniford et al., USENIX Security 2002,
 * on Code Red II).
 *
 * The exploit is one datagram, as SQL Slammer's was (Moore et al., IEEE S&P 2003), so one-way
 * delivery is all that it needs. The n-th attempt of a VM has the same target and the same luck
 * under every design and every power, and under everything that the attacker may know: an attempt at a
 * VM whose address the attacking VM does not know sends nothing.
 *
 * Inside, all VMs are victims, those of other tenants included. A neighbour spares its foothold's tenant
 * to the end; VMs of other tenants that have fallen attack those tenants from within.
 */
class LateralMovement : public Attack
{
  public:
    LateralMovement(const AttackSetting& setting, const LateralMovementKeys& keys);
    LateralMovement(const LateralMovement&) = delete;
    LateralMovement& operator=(const LateralMovement&) = delete;

    void Receive(const Guest& guest, const UdpDatagram& datagram) override;
    AttackOutcome Outcome() const override;

  private:
    /// A VM started or stopped.
    void VmChanged(VmId vm, bool exists);
    void Compromise(VmId vm, std::optional<AttackAttempt> by);
    std::optional<VmId> DrawTarget(VmId vm, uint32_t attempt) const;
    void AttemptNext(VmId vm, uint32_t attempt);

    AttackSetting m_setting;
    LateralMovementKeys m_keys;
    Time m_scanInterval;
    const CloudPlan& m_plan;
    Intruder m_intruder;
    std::vector<std::pair<VmId, Time>> m_compromised; // with the time of their fall
    std::vector<bool> m_fallen;                       // by VmId
    std::vector<VmId> m_targets;                      // victims that exist, ascending
    std::map<TenantId, std::vector<VmId>> m_targetsOfTenant;
    uint64_t m_attempts{0};
    std::unordered_set<uint64_t> m_arrived; // attacker and attempt
};

} // namespace ns3::vnlab

#endif // VNLAB_LATERAL_MOVEMENT_H
