// SPDX-License-Identifier: GPL-2.0-only
#include "model/attack/lateral-movement.h"

#include "model/attack/exploit-payload.h"
#include "model/cloud/cloud-names.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

const DicePurpose kTarget{"lateral-movement.target"};
const DicePurpose kLocality{"lateral-movement.locality"};
const DicePurpose kLuck{"lateral-movement.luck"};

/// @return one of the others than the VM, or nothing where there is none
std::optional<VmId>
DrawOther(const std::vector<VmId>& vms, VmId vm, uint64_t who, const Dice& dice, uint32_t attempt)
{
    const bool isOneOfThem = std::ranges::binary_search(vms, vm);
    const auto others = static_cast<uint32_t>(vms.size() - (isOneOfThem ? 1 : 0));
    if (others == 0)
    {
        return std::nullopt;
    }
    // The last one takes the place of the VM itself.
    const VmId drawn = vms[dice.Below(others, kTarget, who, attempt)];
    return drawn == vm ? vms.back() : drawn;
}

/// Keeps a list ascending.
void
Enter(std::vector<VmId>& vms, VmId vm, bool exists)
{
    const auto place = std::ranges::lower_bound(vms, vm);
    const bool there = place != vms.end() && *place == vm;
    if (exists && !there)
    {
        vms.insert(place, vm);
    }
    else if (!exists && there)
    {
        vms.erase(place);
    }
}

} // namespace

void
LateralMovementKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Number(Named(like, "probability", "probability that a delivered exploit succeeds"),
                probability,
                {0, 1});
    keys.Number(
        Named(like, "locality", "fraction of attempts aimed at VMs of the attacker's own tenant"),
        locality,
        {0, 1});
    keys.Duration(Named(like, "scan_interval", "time between attempts of one compromised VM"),
                  scan_interval_ns,
                  {kMicrosecond_ns, kHour_ns});
}

LateralMovement::LateralMovement(const AttackSetting& setting, const LateralMovementKeys& keys)
    : m_setting(setting),
      m_keys(keys),
      m_scanInterval(NanoSeconds(static_cast<int64_t>(keys.scan_interval_ns))),
      m_plan(setting.cloud.Plan()),
      m_intruder(setting.cloud),
      m_fallen(m_plan.vms.size(), false)
{
    for (const VmId vm : setting.cloud.ActiveVms())
    {
        VmChanged(vm, true);
    }
    setting.cloud.OnVmChange([this](VmId vm, bool exists) { VmChanged(vm, exists); });
    Simulator::Schedule(setting.start - Simulator::Now(),
                        [this] { Compromise(m_setting.foothold, std::nullopt); });
}

void
LateralMovement::VmChanged(VmId vm, bool exists)
{
    m_fallen.resize(m_plan.vms.size());
    if (m_setting.IsVictim(vm))
    {
        Enter(m_targets, vm, exists);
        Enter(m_targetsOfTenant[m_plan.At(vm).tenant], vm, exists);
    }
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
    if (m_setting.observer)
    {
        m_setting.observer->Compromised(vm, by);
    }
    Simulator::Schedule(m_scanInterval, &LateralMovement::AttemptNext, this, vm, uint32_t{0});
}

std::optional<VmId>
LateralMovement::DrawTarget(VmId vm, uint32_t attempt) const
{
    const Dice& dice = m_setting.dice;
    const uint64_t who = DrawNumber(m_plan, vm);
    const auto near = m_targetsOfTenant.find(m_plan.At(vm).tenant);
    if (near != m_targetsOfTenant.end() && dice.Uniform(kLocality, who, attempt) < m_keys.locality)
    {
        return DrawOther(near->second, vm, who, dice, attempt);
    }
    return DrawOther(m_targets, vm, who, dice, attempt);
}

void
LateralMovement::AttemptNext(VmId vm, uint32_t attempt)
{
    if (Simulator::Now() >= m_setting.stop)
    {
        return;
    }
    if (const std::optional<VmId> target = DrawTarget(vm, attempt))
    {
        const ExploitPayload exploit{
            .attack = m_setting.number, .attacker = vm, .attempt = attempt};
        ++m_attempts;
        if (m_setting.observer)
        {
            m_setting.observer->Attempted({vm, attempt}, *target);
        }
        m_intruder.Attempt(vm, *target, m_setting.attacker, MakeExploit(exploit));
    }
    Simulator::Schedule(m_scanInterval, &LateralMovement::AttemptNext, this, vm, attempt + 1);
}

void
LateralMovement::Receive(const Guest& guest, const UdpDatagram& datagram)
{
    const std::optional<ExploitPayload> exploit = ReadExploit(datagram.payload);
    if (!exploit || exploit->attack != m_setting.number || guest.GetVm() == exploit->attacker ||
        !m_setting.IsVictim(guest.GetVm()))
    {
        return;
    }
    const uint64_t attempt = uint64_t{exploit->attacker.value} << 32 | exploit->attempt;
    const bool isFirst = m_arrived.insert(attempt).second;
    if (isFirst && m_setting.observer)
    {
        m_setting.observer->Delivered({exploit->attacker, exploit->attempt});
    }
    const uint64_t who = DrawNumber(m_plan, exploit->attacker);
    if (m_setting.dice.Uniform(kLuck, who, exploit->attempt) < m_keys.probability)
    {
        Compromise(guest.GetVm(), AttackAttempt{exploit->attacker, exploit->attempt});
    }
}

AttackOutcome
LateralMovement::Outcome() const
{
    return {.attempts = m_attempts,
            .delivered = m_arrived.size(),
            .compromised = m_compromised,
            .success = std::nullopt};
}

namespace
{

class LateralMovementInjector : public Injector
{
  public:
    std::string_view Name() const override
    {
        return "lateral-movement";
    }

    std::string_view Description() const override
    {
        return "every compromised VM scans at random and exploits what it reaches, with "
               "probability p";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<LateralMovementKeys>();
    }

    std::vector<Position> Positions() const override
    {
        return {Position::kInside, Position::kNeighbour};
    }

    std::vector<Knowledge> Knowledges() const override
    {
        return {Knowledge::kEverything, Knowledge::kOwnVm};
    }

    std::unique_ptr<Attack> Start(const AttackSetting& setting, const OwnKeys& keys) const override
    {
        return std::make_unique<LateralMovement>(setting,
                                                 dynamic_cast<const LateralMovementKeys&>(keys));
    }
};

const InjectorRegistration kLateralMovement{std::make_unique<LateralMovementInjector>()};

} // namespace

} // namespace ns3::vnlab
