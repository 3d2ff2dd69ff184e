// SPDX-License-Identifier: GPL-2.0-only
//
// A custom change: "isolate-vm" removes all virtual links of one VM. In model/change/, these classes
// would be a `[[changes]] kind` in every scenario.
// Try: "vxlan" instead of "linkwire". Its segments hold all VMs of a path, so what is no longer
// permitted still arrives.

#include "helper/design-helper.h"
#include "helper/substrate-helper.h"
#include "helper/tenant-helper.h"
#include "model/change/change-kind.h"
#include "model/spec/spec-generator.h"

#include "ns3/simulator.h"

#include <boost/range/iterator_range.hpp>
#include <iostream>

using namespace ns3;
using namespace ns3::vnlab;

namespace
{

struct IsolateVmKeys : KeysOf<IsolateVmKeys>
{
    std::string vm;

    void Visit(KeyVisitor& keys, const Key& like) override
    {
        keys.Text(Named(like, "vm", "which VM of the tenant").Required(), vm);
    }
};

// clang-format off
class IsolateVm : public ChangeKind
{
    std::string_view Name() const override { return "isolate-vm"; }
    std::string_view Description() const override { return "a VM loses its virtual links"; }
    std::unique_ptr<OwnKeys> MakeKeys() const override { return std::make_unique<IsolateVmKeys>(); }
    std::shared_ptr<const Specification>
    Wanted(const Specification& before, const OwnKeys& keys, uint64_t) const override
    {
        auto after = std::make_shared<Specification>(before);
        for (const auto vertex : boost::make_iterator_range(vertices(after->graph)))
        {
            if (after->graph[vertex].name == dynamic_cast<const IsolateVmKeys&>(keys).vm)
            {
                clear_vertex(vertex, after->graph);
            }
        }
        return after;
    }
};

/// The application in all VMs: says what arrives.
class Reporter : public GuestListener
{
    void ReceiveUdp(Guest&, const UdpDatagram&) override { std::cout << "a datagram arrives\n"; }
};
// clang-format on

const ChangeKindRegistration kIsolateVm{std::make_unique<IsolateVm>()};

} // namespace

int
main()
{
    const auto substrate = SubstrateHelper().Build();
    const Specification ring = GenerateSpecification({.kind = "ring", .vms = 6});
    IsolateVmKeys keys;
    keys.vm = "vm-2";
    const ChangeKind& isolate = *FindChangeKind("isolate-vm");
    const auto isolated = isolate.Wanted(ring, keys, 1);
    TenantHelper tenants;
    tenants.Add("shop", {&ring, isolated.get()});
    CloudPlan plan = tenants.Plan(substrate->fabric->GetTopology(), {});
    const auto cloud = DesignHelper("linkwire").Install(*substrate, plan);
    Reporter reporter;
    cloud->AddListener(&reporter);
    const auto send = [&]
    { cloud->GuestOf({0}).SendUdp(plan.vnics[1].address, 2000, kServicePort, Create<Packet>(9)); };
    const auto submitted = [](const ChangeReport& report)
    { std::cout << "vm-2 isolated: " << report.rulesTouched << " rules touched\n"; };
    const auto acked = [](uint64_t messages) { std::cout << "  " << messages << " messages\n"; };
    const ChangeSetting setting{*cloud, TenantId{0}, isolated.get(), 1, submitted, acked};
    Simulator::Schedule(Seconds(1), send);
    Simulator::Schedule(Seconds(2), [&] { isolate.Make(setting, keys); });
    Simulator::Schedule(Seconds(3), send);
    const Specification* const wanted[] = {&ring};
    cloud->Start(wanted, [](uint64_t) {});
    Simulator::Stop(Seconds(4));
    Simulator::Run();
    Simulator::Destroy();
}
