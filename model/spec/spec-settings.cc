// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-settings.h"

#include "model/spec/steering.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <set>

namespace ns3::vnlab
{

namespace
{

/// @return the paths that VMs would state if no link said them
uint64_t
CountMemberships(const Specification& specification)
{
    const SpecGraph& graph = specification.graph;
    uint64_t count = 0;
    for (const auto vm : boost::make_iterator_range(vertices(graph)))
    {
        std::set<uint32_t> paths;
        for (const auto link : boost::make_iterator_range(out_edges(vm, graph)))
        {
            paths.insert(graph[link].path);
        }
        count += paths == std::set<uint32_t>{0} ? 0 : paths.size();
    }
    return count;
}

} // namespace

Path
DefaultPath()
{
    return {"default", {0x0a000000, 16}, TunnelProtocol::kVxlan};
}

void
AddSettings(const VmSpec& vm, SpecSettings& settings)
{
    settings[SpecPart::kLinks] +=
        (vm.role.empty() ? 0 : 1) + (vm.maxLinks ? 1 : 0) + vm.deny.size();
}

void
AddSettings(const LinkSpec& link, SpecSettings& settings)
{
    settings[SpecPart::kLinks] += link.path == 0 ? 0 : 1;
    settings[SpecPart::kServices] += link.allow.size();
}

uint64_t
CountPaths(const std::vector<Path>& paths, TunnelProtocol protocol)
{
    Path usual = DefaultPath();
    usual.protocol = protocol;
    return paths.size() == 1 && paths[0] == usual ? 0 : paths.size();
}

SpecSettings
CountSettings(const Specification& specification)
{
    const SpecGraph& graph = specification.graph;
    const std::vector<Path>& paths = specification.paths;
    const TunnelProtocol usual = DefaultPath().protocol;
    const bool isShared =
        !paths.empty() &&
        std::ranges::all_of(paths,
                            [&](const Path& path) { return path.protocol == paths[0].protocol; });
    const TunnelProtocol protocol = isShared ? paths[0].protocol : usual;
    SpecSettings settings;
    settings[SpecPart::kProtocol] = protocol == usual ? 0 : 1;
    settings[SpecPart::kPaths] = CountPaths(paths, protocol);
    settings[SpecPart::kVms] = num_vertices(graph);
    settings[SpecPart::kLinks] = CountDirectLinks(graph) - CountHops(graph);
    settings[SpecPart::kChains] = num_edges(graph) - CountDirectLinks(graph);
    for (const auto vertex : boost::make_iterator_range(vertices(graph)))
    {
        AddSettings(graph[vertex], settings);
    }
    for (const auto edge : boost::make_iterator_range(edges(graph)))
    {
        AddSettings(graph[edge], settings);
    }
    return settings;
}

uint64_t
CountStated(const Specification& specification, std::span<const SpecPart> taken)
{
    uint64_t count = 0;
    for (const SpecPart part : taken)
    {
        count += specification.settings[part];
    }
    const bool hasLinks = std::ranges::find(taken, SpecPart::kLinks) != taken.end();
    return count + (hasLinks ? 0 : CountMemberships(specification));
}

} // namespace ns3::vnlab
