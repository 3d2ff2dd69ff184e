// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LATERAL_MOVEMENT_H
#define VNLAB_LATERAL_MOVEMENT_H

#include "model/attack/attack-observer.h"
#include "model/attack/intruder.h"
#include "model/dice.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <map>
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// How an attacker moves from VM to VM.
struct LateralMovementConfig
{
    Capability capability{Capability::kGuestUser};
    VmId foothold;
    std::vector<VmId> targets; ///< the VMs that exist, ascending; the foothold is one of them
    double probability{0.5};   ///< that an exploit that arrives succeeds
    double locality{0};        ///< part of the attempts that go to VMs of the attacker's own tenant
    Time start;
    Time stop;                         ///< no attempt is made at or after it
    Time scanInterval;                 ///< between two attempts of one compromised VM
    AttackObserver* observer{nullptr}; ///< not owned; none: nobody watches
};

/**
 * @ingroup vnlab
 * @brief Lateral movement: every compromised VM keeps drawing a target and sends it an exploit,
 * which on arrival succeeds with probability p.
 *
 * A target is drawn uniformly from the other VMs of the same tenant, or of the whole cloud: local
 * preference, as worms have it (Staniford et al., USENIX Security 2002, on Code Red II).
 *
 * The exploit is one datagram, as SQL Slammer's was (Moore et al., IEEE S&P 2003), so one-way
 * delivery is all that it needs. The n-th attempt of a VM has the same target and the same luck
 * under every design.
 */
class LateralMovement
{
  public:
    LateralMovement(uint32_t attack,
                    const LateralMovementConfig& config,
                    Battlefield battlefield,
                    Dice dice);
    LateralMovement(const LateralMovement&) = delete;
    LateralMovement& operator=(const LateralMovement&) = delete;

    /// Takes a datagram that arrived at port kServicePort of a guest.
    void Receive(const Guest& guest, const UdpDatagram& datagram);

    /// @return the compromised VMs with the time of their fall, the foothold first
    const std::vector<std::pair<VmId, Time>>& Compromised() const;

    uint64_t Attempts() const;

    /// @return attempts of which a packet arrived at a VM
    uint64_t Delivered() const;

  private:
    void Compromise(VmId vm, std::optional<AttackAttempt> by);
    std::optional<VmId> DrawTarget(VmId vm, uint32_t attempt) const;
    void AttemptNext(VmId vm, uint32_t attempt);

    uint32_t m_attack;
    LateralMovementConfig m_config;
    const CloudPlan& m_plan;
    Intruder m_intruder;
    Dice m_dice;
    std::vector<std::pair<VmId, Time>> m_compromised;
    std::vector<bool> m_fallen; // by VmId
    std::map<TenantId, std::vector<VmId>> m_targetsOfTenant;
    uint64_t m_attempts{0};
    std::unordered_set<uint64_t> m_arrived; // attacker and attempt
};

} // namespace ns3::vnlab

#endif // VNLAB_LATERAL_MOVEMENT_H
