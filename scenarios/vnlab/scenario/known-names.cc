// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/known-names.h"

#include "model/attack/injector.h"
#include "model/change/change-kind.h"
#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/design/design.h"
#include "model/key/cost-table.h"
#include "model/monitor/monitor.h"
#include "model/spec/spec-generator.h"
#include "model/substrate/placement.h"

namespace ns3::vnlab
{

namespace
{

template <class Thing>
std::vector<NamedThing>
NamedThings(const std::vector<const Thing*>& things)
{
    std::vector<NamedThing> named;
    for (const Thing* thing : things)
    {
        named.push_back({thing->Name(), thing->Description()});
    }
    return named;
}

} // namespace

std::vector<NamedThing>
Changes()
{
    return NamedThings(AllChangeKinds());
}

std::vector<NamedThing>
Attacks()
{
    return NamedThings(AllInjectors());
}

std::vector<NamedThing>
Monitors()
{
    return NamedThings(AllMonitorKinds());
}

std::vector<NamedThing>
ControlPlanes()
{
    return NamedThings(AllControlPlaneKinds());
}

std::vector<NamedThing>
TunnelFormats()
{
    return NamedThings(AllEncapsulations());
}

std::vector<NamedThing>
SpecGenerators()
{
    return NamedThings(AllGenerators());
}

std::vector<NamedThing>
Placements()
{
    return NamedThings(AllPlacementPolicies());
}

KnownNames
GatherKnownNames()
{
    KnownNames known;
    for (const Design* design : AllDesigns())
    {
        known.designs.emplace_back(design->Name());
    }
    for (const NamedThing& controlPlane : ControlPlanes())
    {
        known.controlPlanes.emplace_back(controlPlane.name);
    }
    for (const NamedThing& format : TunnelFormats())
    {
        known.encapsulations.emplace_back(format.name);
    }
    for (const NamedThing& change : Changes())
    {
        known.changes.emplace_back(change.name);
    }
    for (const NamedThing& attack : Attacks())
    {
        known.attacks.emplace_back(attack.name);
    }
    for (const NamedThing& monitor : Monitors())
    {
        known.monitors.emplace_back(monitor.name);
    }
    for (const CostEntry* cost : AllCosts())
    {
        known.costs.push_back(cost->name);
    }
    return known;
}

} // namespace ns3::vnlab
