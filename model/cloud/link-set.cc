// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/link-set.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

/// @return the ends with the higher one first, ascending
template <class Range, class EndsOfElement>
std::vector<std::pair<VnicId, VnicId>>
FromHigher(const Range& elements, EndsOfElement endsOf)
{
    std::vector<std::pair<VnicId, VnicId>> ends;
    for (const auto& element : elements)
    {
        const auto [lower, higher] = endsOf(element);
        ends.emplace_back(higher, lower);
    }
    std::ranges::sort(ends);
    return ends;
}

using Passed = std::vector<std::pair<VnicId, LinkEnds>>;

void
AddPassed(const ViewLink& link, Passed& passed)
{
    for (const VnicId vnic : link.via)
    {
        passed.emplace_back(vnic, EndsOf(link));
    }
}

} // namespace

LinkSet::LinkSet(const std::vector<ViewLink>& links)
{
    Edit({}, links);
}

const LinkSet::Links&
LinkSet::All() const
{
    return m_links;
}

const ViewLink*
LinkSet::Find(const LinkEnds& ends) const
{
    return m_links.Find(ends);
}

uint64_t
LinkSet::Edit(std::span<const LinkEnds> removed, std::span<const ViewLink> added)
{
    Passed gone;
    Passed come;
    for (const LinkEnds& ends : removed)
    {
        AddPassed(*m_links.Find(ends), gone);
    }
    for (const ViewLink& link : added)
    {
        AddPassed(link, come);
    }
    std::ranges::sort(gone);
    std::ranges::sort(come);
    return m_links.Edit(removed, added) +
           m_fromHigher.Edit(FromHigher(removed, std::identity{}), FromHigher(added, EndsOf)) +
           m_through.Edit(gone, come);
}

} // namespace ns3::vnlab
