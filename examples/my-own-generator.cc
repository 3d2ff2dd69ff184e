// SPDX-License-Identifier: GPL-2.0-only
//
// A custom generator: "grid" links each VM to its neighbours in a grid. In model/spec/generator/,
// these classes would be a `generate = { kind = "grid", vms = 12, columns = 4 }` in every scenario.
// Try: 5 columns, of which 12 VMs make no grid. The refusal says which key is to blame.

#include "helper/design-helper.h"
#include "helper/substrate-helper.h"
#include "helper/tenant-helper.h"
#include "model/spec/spec-builder.h"
#include "model/spec/spec-generator.h"

#include "ns3/simulator.h"

#include <iostream>

using namespace ns3;
using namespace ns3::vnlab;

namespace
{

struct GridKeys : KeysOf<GridKeys>
{
    uint32_t columns{4};

    void Visit(KeyVisitor& keys, const Key& like) override
    {
        keys.Integer(Named(like, "columns", "VMs in a row"), columns, {1, kMostVms});
    }
};

// clang-format off
class Grid : public Generator
{
    std::string_view Name() const override { return "grid"; }
    std::string_view Description() const override { return "rows and columns of neighbours"; }
    std::unique_ptr<OwnKeys> MakeKeys() const override { return std::make_unique<GridKeys>(); }
    GeneratedShape Promise(const GeneratorRequest& request, const OwnKeys& keys) const override
    {
        const uint32_t columns = dynamic_cast<const GridKeys&>(keys).columns;
        return {.links = uint64_t{2} * request.vms - columns - request.vms / columns};
    }
    Specification Generate(const GeneratorRequest& request, const OwnKeys& keys) const override
    {
        const uint32_t columns = dynamic_cast<const GridKeys&>(keys).columns;
        if (request.vms % columns != 0)
        {
            throw GeneratorRefusal(request, "columns",
                                   "is " + std::to_string(columns) + "; accepted are divisors of " +
                                       std::to_string(request.vms) + ", the number of VMs");
        }
        SpecBuilder builder(request, Promise(request, keys).links);
        const VmRange vms = builder.AddVms("vm", request.vms);
        for (uint32_t vm = 0; vm < vms.count; ++vm)
        {
            if (vm % columns != 0) { builder.Link(vms[vm - 1], vms[vm]); }
            if (vm >= columns) { builder.Link(vms[vm - columns], vms[vm]); }
        }
        return builder.Finish();
    }
};
// clang-format on

const GeneratorRegistration kGrid{std::make_unique<Grid>()};

} // namespace

int
main()
{
    for (const uint32_t columns : {1, 2, 3, 4, 5})
    {
        GridKeys keys;
        keys.columns = columns;
        try
        {
            const Specification grid = GenerateSpecification({.kind = "grid", .vms = 12}, keys);
            const auto substrate = SubstrateHelper().Build();
            TenantHelper tenants;
            tenants.Add("shop", {&grid});
            CloudPlan plan = tenants.Plan(substrate->fabric->GetTopology(), {});
            const auto cloud = DesignHelper("linkwire").Install(*substrate, plan);
            const Specification* const wanted[] = {&grid};
            cloud->Start(wanted, [](uint64_t) {});
            Simulator::Run();
            std::cout << columns << " columns: " << num_edges(grid.graph)
                      << " links, deployed with " << cloud->GetControlPlane().Traffic().bytes
                      << " bytes\n";
        }
        catch (const GeneratorRefusal& refusal)
        {
            std::cout << refusal.what() << '\n';
        }
        Simulator::Destroy();
    }
}
