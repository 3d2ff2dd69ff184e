// SPDX-License-Identifier: GPL-2.0-only
//
// A custom placement policy: "spread-racks" goes from rack to rack, so that a rack that fails takes as
// few VMs of a tenant with it as can be. In model/substrate/placement/, these classes would be a
// `placement = "spread-racks"` in every scenario, with the table `[substrate.spread-racks]`.
// Try: skip = 2. Then a rack is passed over each time.

#include "helper/substrate-helper.h"
#include "helper/tenant-helper.h"
#include "model/spec/spec-generator.h"
#include "model/substrate/placer.h"

#include <iostream>

using namespace ns3;
using namespace ns3::vnlab;

namespace
{

struct SpreadRacksKeys : KeysOf<SpreadRacksKeys>
{
    uint32_t skip{1};

    void Visit(KeyVisitor& keys, const Key& like) override
    {
        keys.Integer(Named(like, "skip", "racks from one VM to the next"), skip, {1, 1'000});
    }
};

// clang-format off
class SpreadRacks : public PlacementPolicy
{
    std::string_view Name() const override { return "spread-racks"; }
    std::string_view Description() const override { return "each VM in another rack than the last"; }
    std::unique_ptr<OwnKeys> MakeKeys() const override
    { return std::make_unique<SpreadRacksKeys>(); }
    std::vector<HostId> Place(const PlacementRequest& request, const OwnKeys& keys) const override
    {
        const uint32_t skip = dynamic_cast<const SpreadRacksKeys&>(keys).skip;
        Placer placer(request);
        for (uint32_t vm = 0; vm < request.slotsOfVm.size(); ++vm)
        {
            const uint64_t from = uint64_t{vm} * skip * request.hostsPerRack % request.hosts;
            const uint32_t slots = request.slotsOfVm[vm];
            placer.Put(vm, placer.Room().NextAround(static_cast<uint32_t>(from), slots));
        }
        return placer.Finish();
    }
};
// clang-format on

const PlacementPolicyRegistration kSpreadRacks{std::make_unique<SpreadRacks>()};

} // namespace

int
main()
{
    const Specification ring = GenerateSpecification({.kind = "ring", .vms = 8});
    SubstrateHelper substrates;
    substrates.SetTopology({.racks = 4, .hostsPerRack = 2, .spines = 2});
    const auto substrate = substrates.Build();
    for (const PlacementPolicy* policy : AllPlacementPolicies())
    {
        TenantHelper tenants;
        tenants.Add("shop", {&ring});
        const PlacementConfig config{.policy = std::string(policy->Name()), .slotsPerHost = 2};
        CloudPlan plan = tenants.Plan(substrate->fabric->GetTopology(), config);
        std::cout << policy->Name() << ':';
        for (const VnicPlace& place : plan.start.places)
        {
            std::cout << ' ' << place.host.value;
        }
        std::cout << '\n';
    }
}
