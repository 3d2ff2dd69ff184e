// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-delta.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <compare>
#include <iterator>
#include <string_view>
#include <tuple>

namespace ns3::vnlab
{

namespace
{

/// A NamedLink that refers to its specification's names: comparing two large ones copies no text but that
/// of what differs.
struct LinkReference
{
    std::string_view first;
    std::string_view second;
    std::string_view path;
    const LinkSpec* link;

    std::strong_ordering operator<=>(const LinkReference& other) const
    {
        const auto names =
            std::tie(first, second, path) <=> std::tie(other.first, other.second, other.path);
        return names != 0 ? names
                          : std::tie(link->allow, link->via) <=>
                                std::tie(other.link->allow, other.link->via);
    }

    bool operator==(const LinkReference& other) const
    {
        return (*this <=> other) == 0;
    }

    NamedLink Copy() const
    {
        return {std::string(first), std::string(second), std::string(path), link->allow, link->via};
    }
};

std::vector<std::string_view>
SortedVmNames(const Specification& specification)
{
    std::vector<std::string_view> names;
    for (const auto vertex : boost::make_iterator_range(vertices(specification.graph)))
    {
        names.push_back(specification.graph[vertex].name);
    }
    std::ranges::sort(names);
    return names;
}

std::vector<LinkReference>
SortedLinks(const Specification& specification)
{
    const SpecGraph& graph = specification.graph;
    std::vector<LinkReference> links;
    for (const auto edge : boost::make_iterator_range(edges(graph)))
    {
        const LinkSpec& link = graph[edge];
        const auto [first, second] =
            std::minmax({std::string_view(graph[source(edge, graph)].name),
                         std::string_view(graph[target(edge, graph)].name)});
        links.push_back({first, second, specification.paths.at(link.path).name, &link});
    }
    std::ranges::sort(links);
    return links;
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

std::vector<std::string>
CopyOf(const std::vector<std::string_view>& names)
{
    return {names.begin(), names.end()};
}

std::vector<NamedLink>
CopyOf(const std::vector<LinkReference>& links)
{
    std::vector<NamedLink> copies;
    std::ranges::transform(links, std::back_inserter(copies), &LinkReference::Copy);
    return copies;
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
    return CopyOf(SortedLinks(specification));
}

SpecDelta
Diff(const Specification& before, const Specification& after)
{
    const std::vector<std::string_view> oldVms = SortedVmNames(before);
    const std::vector<std::string_view> newVms = SortedVmNames(after);
    const std::vector<LinkReference> oldLinks = SortedLinks(before);
    const std::vector<LinkReference> newLinks = SortedLinks(after);
    return {CopyOf(OnlyInFirst(newVms, oldVms)),
            CopyOf(OnlyInFirst(oldVms, newVms)),
            CopyOf(OnlyInFirst(newLinks, oldLinks)),
            CopyOf(OnlyInFirst(oldLinks, newLinks))};
}

} // namespace ns3::vnlab
