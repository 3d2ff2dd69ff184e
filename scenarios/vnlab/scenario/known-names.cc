// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/known-names.h"

#include "model/attack/injector.h"
#include "model/control/cost-table.h"
#include "model/design/design.h"

namespace ns3::vnlab
{

namespace
{

constexpr NamedThing kCapabilities[] = {
    {"guest-user",
     "sends ordinary datagrams from the VM's own stack, through the VM's hooks, from ports 1024 "
     "and up"},
    {"guest-root",
     "also sends from ports below 1024, and any frame past the VM's own hooks, tunnel headers "
     "included"},
};

} // namespace

std::vector<NamedThing>
Attacks()
{
    std::vector<NamedThing> attacks;
    for (const Injector* injector : AllInjectors())
    {
        attacks.push_back({injector->Name(), injector->Description()});
    }
    return attacks;
}

std::span<const NamedThing>
Capabilities()
{
    return kCapabilities;
}

KnownNames
GatherKnownNames()
{
    KnownNames known;
    for (const Design* design : AllDesigns())
    {
        known.designs.emplace_back(design->Name());
    }
    for (const NamedThing& attack : Attacks())
    {
        known.attacks.emplace_back(attack.name);
    }
    for (const CostEntry& cost : CostEntries())
    {
        known.costs.emplace_back(cost.name);
    }
    return known;
}

} // namespace ns3::vnlab
