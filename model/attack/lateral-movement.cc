// SPDX-License-Identifier: GPL-2.0-only
#include "model/attack/lateral-movement.h"

#include "model/attack/exploit-payload.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// What a throw of the dice is for.
enum Purpose : uint32_t
{
    kTarget,
    kLuck,
    kLocality,
};

/// @return one of the others than the VM, or nothing where there is none
std::optional<VmId>
DrawOther(const std::vector<VmId>& vms, VmId vm, const Dice& dice, uint32_t attempt)
{
    if (vms.size() < 2)
    {
        return std::nullopt;
    }
    // The last one takes the place of the VM itself.
    const auto others = static_cast<uint32_t>(vms.size() - 1);
    const VmId drawn = vms[dice.Below(others, kTarget, vm.value, attempt)];
    return drawn == vm ? vms.back() : drawn;
}

} // namespace

LateralMovement::LateralMovement(uint32_t attack,
                                 const LateralMovementConfig& config,
                                 Battlefield battlefield,
                                 Dice dice)
    : m_attack(attack),
      m_config(config),
      m_plan(battlefield.plan),
      m_intruder(std::move(battlefield)),
      m_dice(dice),
      m_fallen(m_plan.vms.size(), false)
{
    for (const VmId vm : config.targets)
    {
        m_targetsOfTenant[m_plan.At(vm).tenant].push_back(vm);
    }
    Simulator::Schedule(config.start - Simulator::Now(),
                        [this] { Compromise(m_config.foothold, std::nullopt); });
}

void
LateralMovement::Compromise(VmId vm, std::optional<AttackAttempt> by)
{
    if (m_fallen[vm.value])
    {
        return;
    }
    m_fallen[vm.value] = true;
    m_compromised.emplace_back(vm, Simulator::Now());
    if (m_config.observer)
    {
        m_config.observer->Compromised(vm, by);
    }
    Simulator::Schedule(
        m_config.scanInterval, &LateralMovement::AttemptNext, this, vm, uint32_t{0});
}

std::optional<VmId>
LateralMovement::DrawTarget(VmId vm, uint32_t attempt) const
{
    if (m_dice.Uniform(kLocality, vm.value, attempt) < m_config.locality)
    {
        return DrawOther(m_targetsOfTenant.at(m_plan.At(vm).tenant), vm, m_dice, attempt);
    }
    return DrawOther(m_config.targets, vm, m_dice, attempt);
}

void
LateralMovement::AttemptNext(VmId vm, uint32_t attempt)
{
    if (Simulator::Now() >= m_config.stop)
    {
        return;
    }
    if (const std::optional<VmId> target = DrawTarget(vm, attempt))
    {
        const ExploitPayload exploit{.attack = m_attack, .attacker = vm, .attempt = attempt};
        ++m_attempts;
        if (m_config.observer)
        {
            m_config.observer->Attempted({vm, attempt}, *target);
        }
        m_intruder.Attempt(vm, *target, m_config.capability, MakeExploit(exploit));
    }
    Simulator::Schedule(
        m_config.scanInterval, &LateralMovement::AttemptNext, this, vm, attempt + 1);
}

void
LateralMovement::Receive(const Guest& guest, const UdpDatagram& datagram)
{
    const std::optional<ExploitPayload> exploit = ReadExploit(datagram.payload);
    if (!exploit || exploit->attack != m_attack || guest.GetVm() == exploit->attacker)
    {
        return;
    }
    const uint64_t attempt = uint64_t{exploit->attacker.value} << 32 | exploit->attempt;
    const bool isFirst = m_arrived.insert(attempt).second;
    if (isFirst && m_config.observer)
    {
        m_config.observer->Delivered({exploit->attacker, exploit->attempt});
    }
    if (m_dice.Uniform(kLuck, exploit->attacker.value, exploit->attempt) < m_config.probability)
    {
        Compromise(guest.GetVm(), AttackAttempt{exploit->attacker, exploit->attempt});
    }
}

const std::vector<std::pair<VmId, Time>>&
LateralMovement::Compromised() const
{
    return m_compromised;
}

uint64_t
LateralMovement::Attempts() const
{
    return m_attempts;
}

uint64_t
LateralMovement::Delivered() const
{
    return m_arrived.size();
}

} // namespace ns3::vnlab
