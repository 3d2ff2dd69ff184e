// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LATERAL_MOVEMENT_H
#define VNLAB_LATERAL_MOVEMENT_H

#include "model/attack/injector.h"
#include "model/attack/intruder.h"
#include "model/attack/target-scan.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
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
    Scan scan{Scan::kReachable};
    std::string services{"permitted"}; ///< or a list such as "tcp/80, udp/53"

    void Visit(KeyVisitor& keys, const Key& like) override;
};

/**
 * @ingroup vnlab
 * @brief Lateral movement: every compromised VM keeps drawing a target and sends it an exploit,
 * which on arrival succeeds with probability p.
 *
 * A target is drawn uniformly from the other VMs of the same tenant, or of the whole cloud: local
 * preference, as worms have it (Staniford et al., USENIX Security 2002, on Code Red II). With
 * Scan::kReachable they are those that the VM reaches; an attempt is lost only where the network is
 * between two versions, or a guest has too many packets wait for ARP.
 *
 * An exploit over UDP is one datagram, as SQL Slammer's was (Moore et al., IEEE S&P 2003), so one-way
 * delivery is all that it needs; over TCP it is the first data of a connection, which takes an answer.
 * An attempt is delivered when any of its copies arrives. The n-th attempt of a VM has the same luck
 * under every design, every power and everything that the attacker may know, and where the VMs to draw
 * from are the same, as they are with Scan::kBlind, the same target. An attempt at a VM whose address the
 * attacking VM does not know sends nothing.
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
    void ReceiveTcp(const Guest& guest,
                    const TcpConnection& connection,
                    const Ptr<Packet>& payload) override;
    AttackOutcome Outcome() const override;

  private:
    void Arrived(VmId vm, const Ptr<const Packet>& payload);
    void Compromise(VmId vm, std::optional<AttackAttempt> by);
    std::optional<VmId> DrawTarget(VmId vm, uint32_t attempt);
    void AttemptNext(VmId vm, uint32_t attempt);

    AttackSetting m_setting;
    LateralMovementKeys m_keys;
    Time m_scanInterval;
    const CloudPlan& m_plan;
    Intruder m_intruder;
    std::unique_ptr<TargetScan> m_scan;
    std::vector<std::pair<VmId, Time>> m_compromised; // with the time of their fall
    std::vector<bool> m_fallen;                       // by VmId
    uint64_t m_attempts{0};
    std::unordered_set<uint64_t> m_arrived; // attacker and attempt
};

} // namespace ns3::vnlab

#endif // VNLAB_LATERAL_MOVEMENT_H
