// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-delta.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <iterator>

namespace ns3::vnlab
{

namespace
{

std::vector<std::string>
SortedVmNames(const Specification& specification)
{
    std::vector<std::string> names;
    for (const auto vertex : boost::make_iterator_range(vertices(specification.graph)))
    {
        names.push_back(specification.graph[vertex].name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

/// @return what is in the first sorted list and not in the second
template <class T>
std::vector<T>
OnlyInFirst(const std::vector<T>& first, const std::vector<T>& second)
{
    std::vector<T> only;
    std::set_difference(
        first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(only));
    return only;
}

} // namespace

bool
SpecDelta::Empty() const
{
    return addedVms.empty() && removedVms.empty() && addedLinks.empty() && removedLinks.empty();
}

std::vector<NamedLink>
NamedLinks(const Specification& specification)
{
    const SpecGraph& graph = specification.graph;
    std::vector<NamedLink> links;
    for (const auto edge : boost::make_iterator_range(edges(graph)))
    {
        const LinkSpec& link = graph[edge];
        const auto [first, second] =
            std::minmax(graph[source(edge, graph)].name, graph[target(edge, graph)].name);
        links.push_back({first, second, specification.paths.at(link.path).name, link.allow});
    }
    std::sort(links.begin(), links.end());
    return links;
}

SpecDelta
Diff(const Specification& before, const Specification& after)
{
    const std::vector<std::string> oldVms = SortedVmNames(before);
    const std::vector<std::string> newVms = SortedVmNames(after);
    const std::vector<NamedLink> oldLinks = NamedLinks(before);
    const std::vector<NamedLink> newLinks = NamedLinks(after);
    return {OnlyInFirst(newVms, oldVms),
            OnlyInFirst(oldVms, newVms),
            OnlyInFirst(newLinks, oldLinks),
            OnlyInFirst(oldLinks, newLinks)};
}

} // namespace ns3::vnlab
