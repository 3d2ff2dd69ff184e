// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/isolation.h"

#include "model/spec/spec-traversal.h"
#include "model/spec/steering.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>

namespace ns3::vnlab
{

Specification
Isolated(const Specification& specification, const std::set<std::string>& vms)
{
    const Extraction extraction = ExtractSpecification(specification);
    Specification isolated = specification;
    const auto keepVnics = [&](SpecGraph::vertex_descriptor vm)
    { isolated.keptPaths[vm] = extraction.pathsOfVm[vm]; };
    for (const auto vm : boost::make_iterator_range(boost::vertices(isolated.graph)))
    {
        if (vms.contains(isolated.graph[vm].name))
        {
            keepVnics(vm);
            std::ranges::for_each(
                boost::make_iterator_range(boost::adjacent_vertices(vm, isolated.graph)),
                keepVnics);
            boost::clear_vertex(vm, isolated.graph);
        }
    }
    RemoveBrokenChains(isolated);
    return isolated;
}

} // namespace ns3::vnlab
