// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/manual-configuration.h"

#include <boost/range/iterator_range.hpp>

namespace ns3::vnlab
{

ManualCount
CountManualConfiguration(const Specification& specification, uint32_t settingsPerEndpoint)
{
    const SpecGraph& graph = specification.graph;
    ManualCount count;
    for (const auto vm : boost::make_iterator_range(vertices(graph)))
    {
        for (const auto link : boost::make_iterator_range(out_edges(vm, graph)))
        {
            count.endpoints += 1;
            count.settings += settingsPerEndpoint;
            count.links += vm < target(link, graph) ? 1 : 0; // counted at the lower of its ends
        }
    }
    return count;
}

} // namespace ns3::vnlab
