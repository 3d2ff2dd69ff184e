// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LINK_SET_H
#define VNLAB_LINK_SET_H

#include "model/cloud/shared-sequence.h"
#include "model/ids.h"
#include "model/spec/specification.h"

#include <compare>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// The ends of a virtual link, the lower one first.
using LinkEnds = std::pair<VnicId, VnicId>;

/// A virtual link between vNICs, a < b.
struct ViewLink
{
    VnicId a;
    VnicId b;
    std::vector<Service> allow; ///< sorted; empty means everything
    /// The vNICs that its traffic passes, in order from a; back in reverse. Whether they exist is another
    /// question.
    std::vector<VnicId> via{};

    auto operator<=>(const ViewLink&) const = default;
};

/// @return what a link is found by
inline LinkEnds
EndsOf(const ViewLink& link)
{
    return {link.a, link.b};
}

/// Virtual links, at most one between two vNICs, which are found by either end. Copies share what they
/// have in common.
class LinkSet
{
  public:
    using Links = SharedSequence<ViewLink, &EndsOf>;

    LinkSet() = default;

    /// @param links ascending
    explicit LinkSet(const std::vector<ViewLink>& links);

    const Links& All() const;

    /// @return the link, or nullptr
    const ViewLink* Find(const LinkEnds& ends) const;

    /// Visits the links of a vNIC until one is wanted. @return whether one was
    template <class Predicate>
    bool AnyOf(VnicId vnic, const Predicate& isWanted) const
    {
        for (auto link = m_links.LowerBound({vnic, {}}); link != m_links.end() && link->a == vnic;
             ++link)
        {
            if (isWanted(*link))
            {
                return true;
            }
        }
        for (auto ends = m_fromHigher.LowerBound({vnic, {}});
             ends != m_fromHigher.end() && ends->first == vnic;
             ++ends)
        {
            if (isWanted(*m_links.Find({ends->second, vnic})))
            {
                return true;
            }
        }
        return false;
    }

    /// Visits the other ends of a vNIC's links, ascending, until one is wanted. @return whether one was
    template <class Predicate>
    bool AnyPeerOf(VnicId vnic, const Predicate& isWanted) const
    {
        for (auto ends = m_fromHigher.LowerBound({vnic, {}});
             ends != m_fromHigher.end() && ends->first == vnic;
             ++ends)
        {
            if (isWanted(ends->second))
            {
                return true;
            }
        }
        for (auto link = m_links.LowerBound({vnic, {}}); link != m_links.end() && link->a == vnic;
             ++link)
        {
            if (isWanted(link->b))
            {
                return true;
            }
        }
        return false;
    }

    /// Visits the ends of the links whose traffic passes a vNIC.
    template <class Visit>
    void ForThrough(VnicId vnic, const Visit& visit) const
    {
        for (auto it = m_through.LowerBound({vnic, {}}); it != m_through.end() && it->first == vnic;
             ++it)
        {
            visit(it->second);
        }
    }

    /// As SharedSequence::Edit.
    uint64_t Edit(std::span<const LinkEnds> removed, std::span<const ViewLink> added);

    bool operator==(const LinkSet&) const = default;

  private:
    Links m_links;
    SharedSequence<std::pair<VnicId, VnicId>> m_fromHigher; // the ends, the higher one first
    SharedSequence<std::pair<VnicId, LinkEnds>> m_through;  // the vNICs that links pass
};

} // namespace ns3::vnlab

#endif // VNLAB_LINK_SET_H
