// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ATTACK_OBSERVER_H
#define VNLAB_ATTACK_OBSERVER_H

#include "model/ids.h"

#include <cstdint>
#include <optional>

namespace ns3::vnlab
{

/// One exploit that a compromised VM sends.
struct AttackAttempt
{
    VmId from;
    uint32_t number; ///< counts those of the VM, from 0
};

/// Watches an attack while it happens; what it is told is at the time of the simulator.
class AttackObserver
{
  public:
    virtual ~AttackObserver() = default;

    virtual void Attempted(AttackAttempt attempt, VmId to) = 0;

    /// The first packet of an attempt that arrives at a VM other than the attacker's.
    virtual void Delivered(AttackAttempt attempt) = 0;

    /// A VM falls: at most once in an attack. @param by nothing where it is the foothold
    virtual void Compromised(VmId vm, std::optional<AttackAttempt> by) = 0;
};

} // namespace ns3::vnlab

#endif // VNLAB_ATTACK_OBSERVER_H
