// SPDX-License-Identifier: GPL-2.0-only
#include "test/design/random-versions.h"

#include "model/spec/portable-random.h"
#include "model/spec/steering.h"
#include "model/substrate/address-plan.h"
#include "test/support/make-specification.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <numeric>
#include <random>
#include <rapidcheck.h>
#include <set>

namespace ns3::vnlab::test
{

namespace
{

using Dice = std::mt19937_64;

/// As many as the identity firewall holds for a pair of VMs.
const std::vector<Service> kServices{{1, 0}, {6, 80}, {17, 0}, {17, kServicePort}};

bool
Chance(Dice& dice, uint32_t percent)
{
    return DrawBelow(dice, 100) < percent;
}

std::vector<Service>
DrawServices(Dice& dice)
{
    std::vector<Service> services;
    if (Chance(dice, 50))
    {
        std::ranges::copy_if(kServices,
                             std::back_inserter(services),
                             [&dice](const Service&) { return Chance(dice, 40); });
    }
    return services;
}

using Vertex = SpecGraph::vertex_descriptor;

/// @return whether VMs are linked on path 0, straight
bool
AreNeighbours(const SpecGraph& graph, Vertex a, Vertex b)
{
    const auto links = boost::make_iterator_range(out_edges(a, graph));
    return std::any_of(links.begin(),
                       links.end(),
                       [&](const auto& link) {
                           return target(link, graph) == b && graph[link].path == 0 &&
                                  graph[link].via.empty();
                       });
}

/// Leads what some VMs say to each other through others, on ways of which each VM has a link to the next.
void
DrawChains(Dice& dice, Specification& specification)
{
    SpecGraph& graph = specification.graph;
    std::set<std::pair<Vertex, Vertex>> hops;
    for (uint32_t tries = 0; num_vertices(graph) >= 3 && tries < 3; ++tries)
    {
        std::vector<Vertex> way(num_vertices(graph));
        std::iota(way.begin(), way.end(), Vertex{0});
        std::shuffle(way.begin(), way.end(), dice);
        way.resize(3 + DrawBelow(dice, std::min<size_t>(way.size() - 2, 3)));
        bool isWay = !hops.contains(std::minmax(way.front(), way.back()));
        for (size_t i = 1; i < way.size(); ++i)
        {
            isWay = isWay && AreNeighbours(graph, way[i - 1], way[i]);
        }
        if (!isWay || SteerChain(graph, way))
        {
            continue;
        }
        for (size_t i = 1; i < way.size(); ++i)
        {
            hops.insert(std::minmax(way[i - 1], way[i]));
        }
    }
}

Specification
DrawVersion(
    Dice& dice, uint32_t vms, uint32_t paths, uint32_t density, Differ differ, Chains chains)
{
    std::vector<Path> pathList = MakePaths(paths);
    std::vector<std::string> names;
    for (uint32_t i = 0; i < vms; ++i)
    {
        if (differ == Differ::kInLinks || Chance(dice, 75))
        {
            names.push_back("v" + std::to_string(i));
        }
    }
    if (differ == Differ::kInEverything)
    {
        std::rotate(pathList.begin(), pathList.begin() + DrawBelow(dice, paths), pathList.end());
        pathList.resize(1 + DrawBelow(dice, paths));
    }
    const auto count = static_cast<uint32_t>(names.size());
    std::vector<LinkBetween> links;
    for (uint32_t path = 0; path < pathList.size(); ++path)
    {
        for (uint32_t a = 0; a < count; ++a)
        {
            for (uint32_t b = a + 1; b < count; ++b)
            {
                const bool inRing = b == a + 1 || (a == 0 && b == count - 1);
                if ((differ == Differ::kInLinks && inRing) || Chance(dice, density))
                {
                    links.push_back({a, b, path, DrawServices(dice)});
                }
            }
        }
    }
    Specification specification = MakeSpecification(pathList, names, links);
    if (chains == Chains::kSome)
    {
        DrawChains(dice, specification);
    }
    return specification;
}

} // namespace

std::vector<Specification>
DrawVersions(uint32_t most, Differ differ, Chains chains)
{
    const auto count = *rc::gen::inRange<uint32_t>(2, most + 1);
    const auto vms = *rc::gen::inRange<uint32_t>(1, 9);
    const auto paths = *rc::gen::inRange<uint32_t>(1, 4);
    const auto density = *rc::gen::inRange<uint32_t>(0, 60);
    Dice dice(*rc::gen::noShrink(rc::gen::arbitrary<uint64_t>()));
    std::vector<Specification> versions;
    for (uint32_t i = 0; i < count; ++i)
    {
        versions.push_back(DrawVersion(dice, vms, paths, density, differ, chains));
    }
    return versions;
}

CloudScenario
DrawScenario(Differ differ, Chains chains)
{
    CloudScenario scenario;
    scenario.tenants.push_back({"one", DrawVersions(4, differ, chains)});
    scenario.tenants.push_back({"two", DrawVersions(2, differ, chains)});
    scenario.topology.racks = *rc::gen::inRange(1u, 4u);
    scenario.topology.hostsPerRack = *rc::gen::inRange(1u, 4u);
    scenario.topology.datacenters = *rc::gen::inRange(1u, 3u);
    scenario.placement.policy = *rc::gen::elementOf(Registry<PlacementPolicy>::Get().Names());
    scenario.placement.seed = *rc::gen::noShrink(rc::gen::arbitrary<uint64_t>());
    scenario.servers.push_back({.name = "gateway", .isGateway = true});
    for (uint32_t datacenter = 1; datacenter < scenario.topology.datacenters; ++datacenter)
    {
        scenario.moreControllers.push_back(
            {.name = "controller-" + std::to_string(datacenter),
             .at = {NodeKind::kLeaf, datacenter * scenario.topology.racks}});
    }
    return scenario;
}

CloudVersion
DrawNext(const CloudPlan& plan, CloudVersion version, TenantId tenant)
{
    version.stopped.clear();
    version.substrate.failedHosts.clear();
    const uint32_t hosts = version.slots.Hosts();
    for (uint32_t vm = 0; vm < plan.vms.size(); ++vm)
    {
        const std::vector<VnicId>& vnics = plan.vms[vm].vnics;
        const HostId to{*rc::gen::inRange(0u, hosts)};
        if (plan.vms[vm].tenant != tenant || version.slots.Free(to) < vnics.size())
        {
            continue;
        }
        for (const VnicId vnic : vnics)
        {
            VnicPlace& place = version.places[vnic.value];
            version.slots.GiveBack(place.host, address_plan::SlotOf(place.providerAddress));
            place = {to, address_plan::VnicAddress(to, *version.slots.Take(to))};
        }
        if (*rc::gen::inRange(0, 8) == 0)
        {
            version.stopped.insert(VmId{vm});
        }
    }
    const uint32_t shift = *rc::gen::inRange(0u, 2u);
    for (Vni& vni : version.vnis[tenant.value])
    {
        vni.value += 1000 * shift;
    }
    if (*rc::gen::inRange(0, 4) == 0)
    {
        version.substrate.failedHosts.insert(HostId{*rc::gen::inRange(0u, hosts)});
    }
    return version;
}

} // namespace ns3::vnlab::test
