// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-generator.h"

#include "model/input/nearest-name.h"
#include "model/spec/random-graph.h"
#include "model/spec/spec-builder.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// Refuses graphs that would not fit into memory: a full mesh grows with the square of its VMs.
constexpr uint64_t kMostLinks = 20'000'000;

[[noreturn]] void
Refuse(const GeneratorRequest& request, const std::string& message)
{
    throw std::invalid_argument("generator '" + request.kind + "': " + message);
}

void
RequireVms(const GeneratorRequest& request, uint32_t least)
{
    if (request.vms < least)
    {
        Refuse(request,
               std::to_string(request.vms) + " VMs; accepted are " + std::to_string(least) +
                   " or more");
    }
}

void
RequireLinks(const GeneratorRequest& request, uint64_t links)
{
    if (links > kMostLinks)
    {
        Refuse(request,
               std::to_string(request.vms) + " VMs would have " + std::to_string(links) +
                   " links; accepted are at most " + std::to_string(kMostLinks));
    }
}

Specification
FullMesh(const GeneratorRequest& request)
{
    RequireLinks(request, uint64_t{request.vms} * (request.vms - 1) / 2);
    SpecBuilder builder(request);
    const VmRange vms = builder.AddVms("vm", request.vms);
    for (uint32_t a = 0; a < vms.count; ++a)
    {
        for (uint32_t b = a + 1; b < vms.count; ++b)
        {
            builder.Link(vms[a], vms[b]);
        }
    }
    return builder.Finish();
}

Specification
Star(const GeneratorRequest& request)
{
    RequireLinks(request, request.vms);
    SpecBuilder builder(request);
    const uint32_t hub = builder.AddVm("hub", "hub");
    const VmRange vms = builder.AddVms("vm", request.vms - 1);
    for (uint32_t i = 0; i < vms.count; ++i)
    {
        builder.Link(hub, vms[i]);
    }
    return builder.Finish();
}

Specification
Ring(const GeneratorRequest& request)
{
    RequireVms(request, 3);
    RequireLinks(request, request.vms);
    SpecBuilder builder(request);
    builder.LinkRing(builder.AddVms("vm", request.vms), 0);
    return builder.Finish();
}

/// Half of the VMs are web servers, three tenths applications, the rest databases.
Specification
ThreeTier(const GeneratorRequest& request)
{
    RequireVms(request, 3);
    RequireLinks(request, uint64_t{2} * request.vms);
    constexpr uint32_t linksDown = 2; // of each VM, to the tier below
    const auto appCount =
        std::max<uint32_t>(1, static_cast<uint32_t>(uint64_t{3} * request.vms / 10));
    const uint32_t webCount = request.vms / 2;
    SpecBuilder builder(request);
    const VmRange web = builder.AddTier("web", webCount);
    const VmRange app = builder.AddTier("app", appCount);
    const VmRange db = builder.AddTier("db", request.vms - webCount - appCount);
    builder.LinkRoundRobin(web, app, linksDown);
    builder.LinkRoundRobin(app, db, linksDown);
    return builder.Finish();
}

/// Every controller is linked to every switch on one path; the switches form a ring on the other.
Specification
SdnControl(const GeneratorRequest& request)
{
    RequireVms(request, 2);
    if (request.controllers < 1 || request.controllers >= request.vms)
    {
        Refuse(request,
               std::to_string(request.controllers) + " controllers; accepted are 1 to " +
                   std::to_string(request.vms - 1) + " of " + std::to_string(request.vms) + " VMs");
    }
    const uint32_t switchCount = request.vms - request.controllers;
    RequireLinks(request, uint64_t{request.controllers} * switchCount + switchCount);
    SpecBuilder builder(request, {"control", "data"});
    const VmRange controllers = builder.AddTier("controller", request.controllers);
    const VmRange switches = builder.AddTier("switch", switchCount);
    builder.LinkRoundRobin(controllers, switches, switches.count);
    builder.LinkRing(switches, 1);
    return builder.Finish();
}

Specification
Random(const GeneratorRequest& request)
{
    RequireVms(request, 2);
    if (request.degree < 1 || request.degree >= request.vms)
    {
        Refuse(request,
               "degree " + std::to_string(request.degree) + "; accepted are 1 to " +
                   std::to_string(request.vms - 1) + " for " + std::to_string(request.vms) +
                   " VMs");
    }
    const uint64_t links =
        std::max<uint64_t>(request.vms - 1, (uint64_t{request.vms} * request.degree + 1) / 2);
    RequireLinks(request, links);
    SpecBuilder builder(request);
    const VmRange vms = builder.AddVms("vm", request.vms);
    for (const auto& [a, b] : RandomConnectedGraph(request.vms, links, request.seed))
    {
        builder.Link(vms[a], vms[b]);
    }
    return builder.Finish();
}

/// One chain for eight VMs: firewall, IDS and web server. All other VMs are clients, which take
/// the chains in turn.
Specification
ServiceChain(const GeneratorRequest& request)
{
    RequireVms(request, 4);
    RequireLinks(request, request.vms);
    const uint32_t chains = std::max<uint32_t>(1, request.vms / 8);
    SpecBuilder builder(request);
    const VmRange clients = builder.AddTier("client", request.vms - 3 * chains);
    const VmRange firewalls = builder.AddTier("firewall", chains);
    const VmRange ids = builder.AddTier("ids", chains);
    const VmRange web = builder.AddTier("web", chains);
    builder.LinkRoundRobin(clients, firewalls, 1);
    builder.LinkRoundRobin(firewalls, ids, 1);
    builder.LinkRoundRobin(ids, web, 1);
    return builder.Finish();
}

struct Generator
{
    GeneratorInfo info;
    Specification (*generate)(const GeneratorRequest& request);
};

constexpr std::array<Generator, 7> kGenerators{{
    {{"full-mesh", "every VM is linked to every other"}, FullMesh},
    {{"star", "one hub, linked to every other VM"}, Star},
    {{"ring", "every VM is linked to the next, the last to the first"}, Ring},
    {{"three-tier", "web servers, applications, databases; two links down from each VM"},
     ThreeTier},
    {{"sdn-control", "controllers x switches on a control path, a ring of switches on a data path"},
     SdnControl},
    {{"random", "connected, with a given mean number of links per VM"}, Random},
    {{"service-chain", "clients, firewall, ids, web: parallel chains of eight VMs or more"},
     ServiceChain},
}};

} // namespace

std::span<const GeneratorInfo>
Generators()
{
    static const auto infos = []
    {
        std::array<GeneratorInfo, kGenerators.size()> all;
        std::transform(kGenerators.begin(),
                       kGenerators.end(),
                       all.begin(),
                       [](const Generator& g) { return g.info; });
        return all;
    }();
    return infos;
}

Specification
GenerateSpecification(const GeneratorRequest& request)
{
    std::vector<std::string> names;
    std::string accepted;
    for (const Generator& generator : kGenerators)
    {
        if (generator.info.name == request.kind)
        {
            RequireVms(request, 1);
            return generator.generate(request);
        }
        names.emplace_back(generator.info.name);
        accepted += accepted.empty() ? "" : ", ";
        accepted += names.back();
    }
    throw std::invalid_argument("unknown generator '" + request.kind + "'; accepted are " +
                                accepted + DidYouMean(request.kind, names));
}

} // namespace ns3::vnlab
