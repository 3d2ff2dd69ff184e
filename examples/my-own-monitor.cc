// SPDX-License-Identifier: GPL-2.0-only
//
// A custom monitor: "fan-out" stops a VM that has sent to more than five addresses, here a worm's. In
// model/monitor/, it would be a `[[monitors]] kind`. Try: without the call of Stop.

#include "helper/attack-helper.h"
#include "helper/design-helper.h"
#include "helper/monitor-helper.h"
#include "helper/substrate-helper.h"
#include "helper/tenant-helper.h"
#include "model/attack/lateral-movement.h"
#include "model/guest/vnic-observer.h"
#include "model/ip/packet-fields.h"
#include "model/spec/spec-generator.h"

#include "ns3/simulator.h"

#include <iostream>
#include <map>
#include <set>

using namespace ns3;
using namespace ns3::vnlab;

namespace
{

class FanOut : public Monitor, private VnicObserver
{
  public:
    explicit FanOut(const MonitorSetting& setting)
        : m_setting(setting)
    {
        for (uint32_t vnic = 0; vnic < setting.cloud.Plan().vnics.size(); ++vnic)
        {
            setting.cloud.DeviceOf(VnicId{vnic}).AddObserver(this);
        }
    }

    void SendBegins(const VnicDevice& vnic, const Ptr<const Packet>& frame) override
    {
        const VmId vm = m_setting.cloud.Plan().At(vnic.GetVnic()).vm;
        const auto fields = FieldsOf(frame);
        if (fields && fields->isIpv4 && Simulator::Now() >= m_setting.start &&
            m_to[vm].insert(fields->destination).second && m_to[vm].size() == 6)
        {
            m_alarms.emplace_back(vm, Simulator::Now());
            Simulator::ScheduleNow( // not while it is sending
                [this, vm] { m_setting.cloud.Operate().Stop(vm, [](uint64_t) {}); });
        }
    }

    // clang-format off
    MonitorOutcome Outcome() const override { return {{}, m_alarms}; }

  private:
    MonitorSetting m_setting;
    std::map<VmId, std::set<uint32_t>> m_to;
    std::vector<std::pair<VmId, Time>> m_alarms;
};

class FanOutKind : public MonitorKind
{
    std::string_view Name() const override { return "fan-out"; }
    std::string_view Description() const override { return "stops a VM that sends to many"; }
    std::unique_ptr<Monitor> Start(const MonitorSetting& setting, const OwnKeys&) const override
    { return std::make_unique<FanOut>(setting); }
};
// clang-format on

const MonitorKindRegistration kFanOut{std::make_unique<FanOutKind>()};

} // namespace

int
main()
{
    const auto substrate = SubstrateHelper().Build();
    const Specification ring = GenerateSpecification({.kind = "ring", .vms = 40});
    TenantHelper tenants;
    tenants.Add("shop", {&ring});
    CloudPlan plan = tenants.Plan(substrate->fabric->GetTopology(), {});
    const auto cloud = DesignHelper("flat").Install(*substrate, plan);
    MonitorHelper monitors(*cloud, substrate->drops);
    monitors.Install("fan-out", Seconds(1));
    AttackHelper attacks(*cloud, Dice(1, 0));
    cloud->AddListener(&attacks);
    const AttackHelper::Who who{Attacker{}, VmId{0}, Seconds(1), Seconds(3)};
    LateralMovementKeys keys;
    keys.probability = 0.1;
    attacks.Install("lateral-movement", who, &keys);
    const Specification* const wanted[] = {&ring};
    cloud->Start(wanted, [](uint64_t) {});
    Simulator::Stop(Seconds(4));
    Simulator::Run();
    std::cout << attacks.Attacks().front()->Outcome().compromised.size() << " VMs compromised, "
              << monitors.Monitors().front()->Outcome().alarms.size() << " stopped\n";
    Simulator::Destroy();
}
