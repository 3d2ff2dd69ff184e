// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/known-names.h"

#include "model/attack/injector.h"
#include "model/change/change-kind.h"
#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/design/design.h"
#include "model/key/cost-preset.h"
#include "model/key/cost-table.h"
#include "model/monitor/monitor.h"
#include "model/service/middlebox.h"
#include "model/service/server-kind.h"
#include "model/spec/spec-generator.h"
#include "model/substrate/placement.h"

namespace ns3::vnlab
{

namespace
{

template <class Thing>
std::vector<NamedThing>
Described()
{
    std::vector<NamedThing> named;
    for (const Thing* thing : Registry<Thing>::Get().All())
    {
        named.push_back({thing->Name(), thing->Description()});
    }
    return named;
}

} // namespace

std::vector<NamedThings>
AllNamedThings()
{
    return {{"designs", "design", Described<Design>()},
            {"control planes", "control plane", Described<ControlPlaneKind>()},
            {"tunnel formats", "tunnel format", Described<Encapsulation>()},
            {"changes", "change", Described<ChangeKind>()},
            {"attacks", "attack", Described<Injector>()},
            {"monitors", "monitor", Described<MonitorKind>()},
            {"middleboxes", "middlebox", Described<MiddleboxKind>()},
            {"servers", "kind of server", Described<ServerKind>()},
            {"generators", "generator of specifications", SpecGenerators()},
            {"placements", "placement of VMs", Placements()}};
}

std::vector<NamedThing>
SpecGenerators()
{
    return Described<Generator>();
}

std::vector<NamedThing>
Placements()
{
    return Described<PlacementPolicy>();
}

KnownNames
GatherKnownNames()
{
    KnownNames known{.designs = Registry<Design>::Get().Names(),
                     .controlPlanes = Registry<ControlPlaneKind>::Get().Names(),
                     .encapsulations = Registry<Encapsulation>::Get().Names(),
                     .changes = Registry<ChangeKind>::Get().Names(),
                     .attacks = Registry<Injector>::Get().Names(),
                     .monitors = Registry<MonitorKind>::Get().Names(),
                     .middleboxes = Registry<MiddleboxKind>::Get().Names(),
                     .costs = {},
                     .costPresets = Registry<CostPreset>::Get().Names()};
    for (const CostEntry* cost : AllCosts())
    {
        known.costs.emplace_back(cost->name);
    }
    return known;
}

} // namespace ns3::vnlab
