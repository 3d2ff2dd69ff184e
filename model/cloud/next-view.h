// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_NEXT_VIEW_H
#define VNLAB_NEXT_VIEW_H

#include "model/cloud/view-step.h"

#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// How TenantView::Next works: which VMs and links an edit concerns, what becomes of each, and what that
/// makes of the version and of the delta.
class NextView
{
  public:
    NextView(const TenantView& before, const CloudVersion& version, const ViewEdit& edit);

    ViewStep Make();

  private:
    struct VmState
    {
        bool ran;
        bool isWanted; ///< from now on
        bool runs;     ///< from now on
    };

    struct LinkState
    {
        const ViewLink* before; ///< nullptr: not wanted
        bool ran;
        std::optional<ViewLink> after;
    };

    template <class T>
    struct Exchange
    {
        std::vector<typename T::Key> gone;
        std::vector<typename T::value_type> come;
    };

    void FindVms();
    VmState& StateOf(VmId vm);
    void FindLinks();
    LinkState& StateOf(const LinkEnds& ends);
    bool RunsAfter(VnicId vnic) const;
    bool IsLinkedAfter(VnicId vnic);
    std::vector<VnicId> WantedVnics(VmId vm, const VmState& state);
    void SettleVnic(VnicId vnic, bool isWanted, bool runs);
    void SettleVnics();
    void SettleLinks();
    void EditPaths();
    void FindRenumbered();
    void FindChangedLinks();

    const TenantView& m_before;
    const CloudVersion& m_version;
    const ViewEdit& m_edit;
    ViewStep m_step;
    std::map<VmId, VmState> m_vms;
    std::map<LinkEnds, LinkState> m_links;
    std::set<VnicId> m_linked; // the ends of those that are wanted from now on
    Exchange<PlacedVnics> m_vnics;
    Exchange<SharedSequence<VnicId>> m_parkedVnics;
    std::set<VnicId> m_changed;
    std::map<uint32_t, std::map<HostId, int64_t>> m_counts; // by path: how many more vNICs
};

} // namespace ns3::vnlab

#endif // VNLAB_NEXT_VIEW_H
