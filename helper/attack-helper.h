// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ATTACK_HELPER_H
#define VNLAB_ATTACK_HELPER_H

#include "model/attack/lateral-movement.h"
#include "model/deployment/deployment.h"
#include "model/dice.h"

#include <cstdint>
#include <memory>

namespace ns3::vnlab
{

/// @return what an attacker needs to act in the VMs of a deployment, which outlives its use
Battlefield BattlefieldOf(Deployment& deployment);

/**
 * @ingroup vnlab
 * @brief Puts attackers into a deployment that has been started.
 */
class AttackHelper
{
  public:
    /// @param deployment outlives the attacks
    /// @param dice the same dice under every design make designs comparable
    AttackHelper(Deployment& deployment, const Dice& dice);

    /**
     * @brief Schedules a lateral movement. Its datagrams arrive at the deployment's GuestListener,
     *        which hands them to LateralMovement::Receive.
     * @param config its `targets` are set here: the VMs that exist now
     */
    std::unique_ptr<LateralMovement> Install(LateralMovementConfig config);

  private:
    Deployment& m_deployment;
    Dice m_dice;
    uint32_t m_installed{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_ATTACK_HELPER_H
