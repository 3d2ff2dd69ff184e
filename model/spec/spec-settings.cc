// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-settings.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>

namespace ns3::vnlab
{

Path
DefaultPath()
{
    return {"default", {0x0a000000, 16}, TunnelProtocol::kVxlan};
}

uint64_t
CountSettings(const VmSpec& vm)
{
    return (vm.role.empty() ? 0 : 1) + (vm.maxLinks ? 1 : 0) + vm.deny.size();
}

uint64_t
CountSettings(const LinkSpec& link)
{
    return (link.path == 0 ? 0 : 1) + link.allow.size();
}

uint64_t
CountSettings(const std::vector<Path>& paths)
{
    const Path usual = DefaultPath();
    uint64_t count = paths.size();
    if (paths.size() == 1 && paths[0].name == usual.name && paths[0].subnet == usual.subnet)
    {
        count = 0;
    }
    const auto other = static_cast<uint64_t>(
        std::count_if(paths.begin(),
                      paths.end(),
                      [&](const Path& path) { return path.protocol != usual.protocol; }));
    const bool isShared =
        other == paths.size() &&
        std::all_of(paths.begin(),
                    paths.end(),
                    [&](const Path& path) { return path.protocol == paths[0].protocol; });
    return count + (isShared ? std::min<uint64_t>(other, 1) : other);
}

uint64_t
CountSettings(const Specification& specification)
{
    const SpecGraph& graph = specification.graph;
    uint64_t count = CountSettings(specification.paths);
    for (const auto vertex : boost::make_iterator_range(vertices(graph)))
    {
        count += 1 + CountSettings(graph[vertex]);
    }
    for (const auto edge : boost::make_iterator_range(edges(graph)))
    {
        count += 1 + CountSettings(graph[edge]);
    }
    return count;
}

} // namespace ns3::vnlab
