// SPDX-License-Identifier: GPL-2.0-only
//
// A custom change: "drain-host" empties a host before its maintenance. Its VMs are copied to the others
// while they run, each when everybody knows where the one before it went. In model/change/, these classes
// would be a `[[changes]] kind` in every scenario. Try: what changes if all of them are copied at once?

#include "helper/design-helper.h"
#include "helper/substrate-helper.h"
#include "helper/tenant-helper.h"
#include "model/change/change-kind.h"
#include "model/spec/spec-generator.h"

#include "ns3/simulator.h"

#include <iostream>

using namespace ns3;
using namespace ns3::vnlab;

namespace
{

struct DrainHostKeys : KeysOf<DrainHostKeys>
{
    uint32_t host{0};

    void Visit(KeyVisitor& keys, const Key& like) override
    {
        keys.Integer(Named(like, "host", "which host").Required(), host, {0, 1'000'000});
    }
};

// clang-format off
class DrainHost : public ChangeKind
{
    std::string_view Name() const override { return "drain-host"; }
    std::string_view Description() const override { return "a host's VMs go elsewhere, one by one"; }
    ChangeOf Of(const OwnKeys&) const override { return ChangeOf::kSubstrate; }
    std::unique_ptr<OwnKeys> MakeKeys() const override { return std::make_unique<DrainHostKeys>(); }
    void Make(const ChangeSetting& setting, const OwnKeys& keys) const override
    {
        Next(setting, HostId{dynamic_cast<const DrainHostKeys&>(keys).host});
    }

    static void Next(const ChangeSetting& setting, HostId host)
    {
        const PreCopyOrder order{.memory_bytes = 64 << 20, .dirtyRate_bps = 1'000'000'000,
                                     .rounds = 30, .downtime = MilliSeconds(5)};
        Deployment& cloud = setting.cloud;
        const auto isHere = [&](VmId vm) { return cloud.Plan().HostOf(vm, cloud.Version()) == host; };
        const std::vector<VmId> vms = cloud.ActiveVms();
        const auto vm = std::ranges::find_if(vms, isHere);
        if (vm == vms.end())
            return;
        const HostId to{(host.value + 1 + vm->value % 2) % cloud.HostCount()};
        const auto acked = [=](uint64_t messages) { setting.acked(messages); Next(setting, host); };
        Attempt(setting, [&] { cloud.Operate().Migrate(*vm, to, order, setting.submitted, acked); });
    }
};
// clang-format on

const ChangeKindRegistration kDrainHost{std::make_unique<DrainHost>()};

} // namespace

int
main()
{
    const Specification ring = GenerateSpecification({.kind = "ring", .vms = 12});
    const Specification* const wanted[] = {&ring};
    TenantHelper tenants;
    tenants.Add("shop", {&ring});
    SubstrateHelper rack;
    rack.SetTopology({.racks = 1, .hostsPerRack = 3});
    DrainHostKeys keys;
    for (const char* design : {"flat", "vxlan", "linkwire"})
    {
        const auto substrate = rack.Build();
        CloudPlan plan = tenants.Plan(substrate->fabric->GetTopology(), {});
        const auto cloud = DesignHelper(design).Install(*substrate, plan);
        const auto told = [&](const ChangeReport& report)
        {
            std::cout << "  " << plan.At(plan.At(report.delta.changedVnics[0]).vm).name
                      << ": paused " << report.migration->downtime.As(Time::MS) << ", rules "
                      << report.rulesTouched << '\n';
        };
        Time begun, known;
        const auto acked = [&known](uint64_t) { known = Simulator::Now(); };
        const ChangeSetting setting{*cloud, {}, nullptr, 1, told, acked};
        std::cout << design << '\n';
        const auto begin = [&](uint64_t)
        { begun = Simulator::Now(), FindChangeKind("drain-host")->Make(setting, keys); };
        cloud->Start(wanted, begin);
        Simulator::Stop(Seconds(5));
        Simulator::Run();
        std::cout << "  empty after " << (known - begun).As(Time::MS) << '\n';
        Simulator::Destroy();
    }
}
