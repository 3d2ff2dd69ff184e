// SPDX-License-Identifier: GPL-2.0-only
//
// A custom attack: "knock" sends one datagram to every VM that exists and counts whom it reaches.
// In model/attack/, these classes would be an `[[attacks]] kind` in every scenario.
// Try: Attacker{Capability::kGuestRoot} below; the intruder then also forges frames.

#include "helper/attack-helper.h"
#include "helper/design-helper.h"
#include "helper/substrate-helper.h"
#include "helper/tenant-helper.h"
#include "model/attack/exploit-payload.h"
#include "model/attack/intruder.h"
#include "model/spec/spec-generator.h"

#include "ns3/simulator.h"

#include <iostream>
#include <set>

using namespace ns3;
using namespace ns3::vnlab;

namespace
{

// clang-format off
class Knock : public Attack
{
  public:
    explicit Knock(const AttackSetting& setting) : m_setting(setting), m_intruder(setting.cloud)
    {
        Simulator::Schedule(setting.start - Simulator::Now(), [this] { Send(); });
    }

    void Send()
    {
        const Ptr<Packet> knock =
            MakeExploit({.attack = m_setting.number, .attacker = m_setting.foothold});
        for (const VmId vm : m_setting.cloud.ActiveVms())
        {
            if (vm != m_setting.foothold && m_setting.IsVictim(vm))
            {
                m_intruder.Attempt(m_setting.foothold, vm, m_setting.attacker, knock);
                ++m_sent;
            }
        }
    }

    void Receive(const Guest& guest, const UdpDatagram& datagram) override
    {
        const auto knock = ReadExploit(datagram.payload); // another attack's, perhaps
        if (knock && knock->attack == m_setting.number && m_setting.IsVictim(guest.GetVm()))
        {
            m_reached.insert(guest.GetVm());
        }
    }

    AttackOutcome Outcome() const override
    { return {m_sent, m_reached.size(), {}, !m_reached.empty()}; }

  private:
    AttackSetting m_setting;
    Intruder m_intruder;
    uint64_t m_sent{0};
    std::set<VmId> m_reached;
};
class KnockInjector : public Injector
{
    std::string_view Name() const override { return "knock"; }
    std::string_view Description() const override { return "one datagram to every VM"; }
    std::unique_ptr<Attack> Start(const AttackSetting& setting, const OwnKeys&) const override
    { return std::make_unique<Knock>(setting); }
};
// clang-format on

const InjectorRegistration kKnock{std::make_unique<KnockInjector>()};

} // namespace

int
main()
{
    const auto substrate = SubstrateHelper().Build();
    const Specification ring = GenerateSpecification({.kind = "ring", .vms = 8});
    TenantHelper tenants;
    tenants.Add("shop", {&ring});
    CloudPlan plan = tenants.Plan(substrate->fabric->GetTopology(), {});
    const auto cloud = DesignHelper("linkwire").Install(*substrate, plan);
    AttackHelper attacks(*cloud, Dice(1, 0));
    cloud->AddListener(&attacks);
    attacks.Install("knock", {Attacker{}, VmId{0}, Seconds(1), Seconds(2), nullptr});
    const Specification* const wanted[] = {&ring};
    cloud->Start(wanted, [](uint64_t) {});
    Simulator::Stop(Seconds(3));
    Simulator::Run();
    const AttackOutcome outcome = attacks.Attacks().front()->Outcome();
    std::cout << outcome.delivered << " of " << outcome.attempts << " VMs reached\n";
    Simulator::Destroy();
}
