// SPDX-License-Identifier: GPL-2.0-only
#include "helper/attack-helper.h"

namespace ns3::vnlab
{

Battlefield
BattlefieldOf(Deployment& deployment)
{
    return {deployment.Plan(),
            [&deployment](VmId vm) -> Guest& { return deployment.GuestOf(vm); },
            [&deployment](VnicId vnic) -> VnicDevice& { return deployment.DeviceOf(vnic); },
            [&deployment](TenantId tenant) -> const TenantView&
            { return deployment.ViewOf(tenant); }};
}

AttackHelper::AttackHelper(Deployment& deployment, const Dice& dice)
    : m_deployment(deployment),
      m_dice(dice)
{
}

std::unique_ptr<LateralMovement>
AttackHelper::Install(LateralMovementConfig config)
{
    config.targets = m_deployment.ActiveVms();
    return std::make_unique<LateralMovement>(
        m_installed++, config, BattlefieldOf(m_deployment), m_dice);
}

} // namespace ns3::vnlab
