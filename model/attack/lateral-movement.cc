// SPDX-License-Identifier: GPL-2.0-only
#include "model/attack/lateral-movement.h"

#include "model/attack/exploit-payload.h"
#include "model/cloud/cloud-names.h"
#include "model/spec/label-values.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace ns3::vnlab
{

namespace
{

const DicePurpose kTarget{"lateral-movement.target"};
const DicePurpose kLocality{"lateral-movement.locality"};
const DicePurpose kLuck{"lateral-movement.luck"};

/// @return one of the others than the VM, or nothing where there is none: the same whether it is among
///         them or not
std::optional<VmId>
DrawOther(const std::vector<VmId>& vms, VmId vm, uint64_t who, const Dice& dice, uint32_t attempt)
{
    const auto own = std::ranges::equal_range(vms, vm);
    const auto others = static_cast<uint32_t>(vms.size() - own.size());
    if (others == 0)
    {
        return std::nullopt;
    }
    // As if the VM were among them, with the last one taking its place.
    const auto place = static_cast<size_t>(own.begin() - vms.begin());
    const size_t drawn = dice.Below(others, kTarget, who, attempt);
    const size_t rank = drawn < place ? drawn : drawn == place ? others - size_t{1} : drawn - 1;
    return vms[rank + (rank < place ? 0 : own.size())];
}

/// The value of `services` that stands for those that each link permits.
constexpr std::string_view kPermitted = "permitted";

/// @return the services that a list names, or nothing where one of its words is none of UDP or TCP
std::optional<std::vector<Service>>
ServicesOf(const std::string& text)
{
    std::vector<Service> services;
    if (text == kPermitted)
    {
        return services;
    }
    for (const std::string& word : SplitWords(text))
    {
        const std::optional<Service> service = ParseService(word);
        if (!service ||
            (service->ipProtocol != ipproto::kTcp && service->ipProtocol != ipproto::kUdp))
        {
            return std::nullopt;
        }
        services.push_back(
            {service->ipProtocol, service->port == 0 ? kServicePort : service->port});
    }
    return services.empty() ? std::nullopt : std::optional(services);
}

/// @return the services, as label of a metric: "tcp-80.udp-53"
std::string
LabelOfServices(const std::vector<Service>& services)
{
    std::string label;
    for (const Service& service : services)
    {
        label += service.ipProtocol == ipproto::kTcp ? ".tcp-" : ".udp-";
        label += std::to_string(service.port);
    }
    return label;
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
    keys.Choice<Scan>(
        Named(like, "scan", "targets are drawn among the VMs in reach, or blindly among all"),
        scan,
        {{"reachable", Scan::kReachable}, {"blind", Scan::kBlind}});
    keys.Text(Named(like,
                    "services",
                    "services that have an exploit: those that each link permits (\"permitted\"; "
                    "where it permits all, udp/5002), or a list such as \"tcp/80, udp/53\""),
              services);
}

LateralMovement::LateralMovement(const AttackSetting& setting, const LateralMovementKeys& keys)
    : m_setting(setting),
      m_keys(keys),
      m_scanInterval(NanoSeconds(static_cast<int64_t>(keys.scan_interval_ns))),
      m_plan(setting.cloud.Plan()),
      m_intruder(setting.cloud, ServicesOf(keys.services).value_or(std::vector<Service>{})),
      m_scan(MakeTargetScan(
          keys.scan, setting, ServicesOf(keys.services).value_or(std::vector<Service>{}))),
      m_fallen(m_plan.vms.size(), false)
{
    Simulator::Schedule(setting.start - Simulator::Now(),
                        [this] { Compromise(m_setting.foothold, std::nullopt); });
}

void
LateralMovement::Compromise(VmId vm, std::optional<AttackAttempt> by)
{
    m_fallen.resize(m_plan.vms.size());
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
LateralMovement::DrawTarget(VmId vm, uint32_t attempt)
{
    const Dice& dice = m_setting.dice;
    const uint64_t who = DrawNumber(m_plan, vm);
    const std::vector<VmId>* near = m_scan->Near(vm);
    const bool staysNear = near && dice.Uniform(kLocality, who, attempt) < m_keys.locality;
    return DrawOther(staysNear ? *near : m_scan->All(vm), vm, who, dice, attempt);
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
    Arrived(guest.GetVm(), datagram.payload);
}

void
LateralMovement::ReceiveTcp(const Guest& guest, const TcpConnection&, const Ptr<Packet>& payload)
{
    Arrived(guest.GetVm(), payload);
}

void
LateralMovement::Arrived(VmId vm, const Ptr<const Packet>& payload)
{
    const std::optional<ExploitPayload> exploit = ReadExploit(payload);
    if (!exploit || exploit->attack != m_setting.number || vm == exploit->attacker ||
        !m_setting.IsVictim(vm))
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
        Compromise(vm, AttackAttempt{exploit->attacker, exploit->attempt});
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
        return "every compromised VM aims at others at random and exploits whom it reaches, with "
               "probability p";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<LateralMovementKeys>();
    }

    Capability MostCapability() const override
    {
        return Capability::kHostRoot;
    }

    std::vector<Position> Positions() const override
    {
        return {Position::kInside, Position::kNeighbour};
    }

    std::vector<Knowledge> Knowledges() const override
    {
        return {Knowledge::kEverything, Knowledge::kOwnVm};
    }

    std::vector<KeyProblem> Problems(const OwnKeys& keys) const override
    {
        const std::string& services = dynamic_cast<const LateralMovementKeys&>(keys).services;
        if (ServicesOf(services))
        {
            return {};
        }
        return {{.key = "services",
                 .value = services,
                 .accepted = "\"permitted\", or a list of services of TCP and UDP, such as "
                             "\"tcp/80, udp/53\""}};
    }

    /// Lateral movement goes without its name.
    std::string Label(const Attacker& attacker, const OwnKeys& keys) const override
    {
        const auto& own = dynamic_cast<const LateralMovementKeys&>(keys);
        return LabelOf(attacker) + (own.scan == Scan::kBlind ? ".blind" : "") +
               LabelOfServices(ServicesOf(own.services).value_or(std::vector<Service>{}));
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
