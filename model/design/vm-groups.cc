// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/vm-groups.h"

#include <algorithm>
#include <optional>
#include <set>

namespace ns3::vnlab
{

namespace
{

/// @return the first of a vNIC's peers
std::optional<VnicId>
FirstPeer(const TenantView& view, VnicId vnic)
{
    std::optional<VnicId> first;
    view.AnyPeerOf(vnic,
                   [&first](VnicId peer)
                   {
                       first = peer;
                       return true;
                   });
    return first;
}

size_t
CountPeers(const TenantView& view, VnicId vnic)
{
    size_t count = 0;
    view.AnyPeerOf(vnic,
                   [&count](VnicId)
                   {
                       ++count;
                       return false;
                   });
    return count;
}

/// @return whether a vNIC has more peers than a number
bool
HasMore(const TenantView& view, VnicId vnic, size_t than)
{
    size_t count = 0;
    return view.AnyPeerOf(vnic, [&](VnicId) { return ++count > than; });
}

/// Whether others have the same peers as one vNIC, for the same services.
class Likeness
{
  public:
    Likeness(const TenantView& view, VnicId to)
        : m_view(view),
          m_to(to),
          m_peers(CountPeers(view, to))
    {
    }

    /// All but themselves: as they have as many, nobody has one more.
    bool Has(VnicId other) const
    {
        const auto isMissing = [this, other](VnicId peer)
        {
            if (peer == other)
            {
                return false;
            }
            const ViewLink* const link = m_view.FindLink(other, peer);
            return !link || link->allow != m_view.FindLink(m_to, peer)->allow;
        };
        return other == m_to ||
               (!m_view.AnyPeerOf(m_to, isMissing) && !HasMore(m_view, other, m_peers) &&
                CountPeers(m_view, other) == m_peers);
    }

  private:
    const TenantView& m_view;
    VnicId m_to;
    size_t m_peers;
};

} // namespace

/// Who is like a vNIC is a peer of any of its peers, or is that peer.
GroupId
GroupOf(const TenantView& view, VnicId vnic)
{
    VnicId first = vnic;
    if (const std::optional<VnicId> peer = FirstPeer(view, vnic))
    {
        const Likeness likeness(view, vnic);
        view.AnyPeerOf(*peer,
                       [&](VnicId other)
                       {
                           const bool isLike = other < vnic && likeness.Has(other);
                           first = isLike ? other : first;
                           return isLike || other >= vnic;
                       });
        first = *peer < first && likeness.Has(*peer) ? *peer : first;
    }
    return {first};
}

std::vector<VnicId>
GroupMembers(const TenantView& view, VnicId vnic)
{
    std::vector<VnicId> members{vnic};
    if (const std::optional<VnicId> peer = FirstPeer(view, vnic))
    {
        const Likeness likeness(view, vnic);
        const auto add = [&](VnicId other)
        {
            if (other != vnic && likeness.Has(other))
            {
                members.push_back(other);
            }
            return false;
        };
        add(*peer);
        view.AnyPeerOf(*peer, add);
    }
    std::ranges::sort(members);
    return members;
}

/// Two vNICs whose links are as they were are alike if they were; so who has changed groups has changed links, or
/// is in the group of somebody who has.
std::vector<VnicId>
Regrouped(const TenantView& before, const TenantView& after, const ViewDelta& delta)
{
    std::set<VnicId> concerned;
    for (const auto* links : {&delta.addedLinks, &delta.removedLinks})
    {
        for (const ViewLink& link : *links)
        {
            for (const VnicId end : {link.a, link.b})
            {
                for (const TenantView* view : {&before, &after})
                {
                    if (view->Has(end))
                    {
                        const std::vector<VnicId> members = GroupMembers(*view, end);
                        concerned.insert(members.begin(), members.end());
                    }
                }
            }
        }
    }
    std::vector<VnicId> regrouped;
    for (const VnicId vnic : concerned)
    {
        if (before.Has(vnic) && after.Has(vnic) && GroupOf(before, vnic) != GroupOf(after, vnic))
        {
            regrouped.push_back(vnic);
        }
    }
    return regrouped;
}

} // namespace ns3::vnlab
