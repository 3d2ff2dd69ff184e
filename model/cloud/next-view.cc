// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/next-view.h"

#include "model/cloud/cloud-names.h"
#include "model/cloud/planned-paths.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace ns3::vnlab
{

namespace
{

/// @throws std::logic_error
void
CheckEdit(bool isRight, const CloudPlan& plan, VmId vm, const std::string& problem)
{
    if (!isRight)
    {
        throw std::logic_error("an edit of " + NameOf(plan, vm) + " " + problem);
    }
}

} // namespace

NextView::NextView(const TenantView& before, const CloudVersion& version, const ViewEdit& edit)
    : m_before(before),
      m_version(version),
      m_edit(edit),
      m_step{before, {}}
{
}

ViewStep
NextView::Make()
{
    TenantView& view = m_step.view;
    view.m_substrate = m_version.substrate;
    view.m_vnis = m_version.vnis[m_before.m_tenant.value];
    view.m_firstPath = m_edit.firstPath.value_or(m_before.m_firstPath);
    FindVms();
    FindLinks();
    SettleVnics();
    SettleLinks();
    EditPaths();
    FindRenumbered();
    FindChangedLinks();
    return std::move(m_step);
}

/// Those that the edit names, and where VMs without links are on another path from now on, these.
void
NextView::FindVms()
{
    std::ranges::for_each(m_edit.touched, [this](VmId vm) { StateOf(vm); });
    for (const VmId vm : m_edit.addedVms)
    {
        CheckEdit(!StateOf(vm).isWanted, *m_before.m_plan, vm, "adds it again");
        StateOf(vm).isWanted = true;
    }
    for (const VmId vm : m_edit.removedVms)
    {
        CheckEdit(StateOf(vm).isWanted, *m_before.m_plan, vm, "removes it, and it was not wanted");
        StateOf(vm).isWanted = false;
    }
    if (m_step.view.m_firstPath == m_before.m_firstPath)
    {
        return;
    }
    const auto add = [this](VnicId vnic)
    {
        ++m_step.work.read;
        if (!m_before.AnyWantedLinkOf(vnic, [](const ViewLink&) { return true; }))
        {
            StateOf(m_before.m_plan->At(vnic).vm);
        }
    };
    std::ranges::for_each(m_before.OnPath(m_before.m_firstPath), add);
    std::ranges::for_each(m_before.m_parkedVnics, add);
}

NextView::VmState&
NextView::StateOf(VmId vm)
{
    const auto [it, isNew] = m_vms.try_emplace(vm);
    if (isNew)
    {
        ++m_step.work.read;
        const CloudPlan& plan = *m_before.m_plan;
        const std::vector<VnicId>& vnics = plan.At(vm).vnics;
        const bool ran =
            std::ranges::any_of(vnics, [this](VnicId vnic) { return m_before.Has(vnic); });
        const bool wasParked = std::ranges::any_of(
            vnics, [this](VnicId vnic) { return m_before.m_parkedVnics.contains(vnic); });
        it->second = {.ran = ran,
                      .isWanted = ran || wasParked,
                      .runs = m_version.Runs(vm, plan.HostOf(vm, m_version))};
    }
    return it->second;
}

/// Those that the edit names, and all of VMs that start or stop.
void
NextView::FindLinks()
{
    const CloudPlan& plan = *m_before.m_plan;
    for (const LinkEnds& ends : m_edit.removedLinks)
    {
        LinkState& link = StateOf(ends);
        CheckEdit(link.after.has_value(), plan, plan.At(ends.first).vm, "removes what is no link");
        link.after.reset();
    }
    for (const ViewLink& added : m_edit.addedLinks)
    {
        LinkState& link = StateOf(EndsOf(added));
        CheckEdit(!link.after, plan, plan.At(added.a).vm, "adds a link again");
        link.after = added;
    }
    for (const auto& [ends, link] : m_links)
    {
        StateOf(plan.At(ends.first).vm);
        StateOf(plan.At(ends.second).vm);
    }
    for (const auto& [vm, state] : m_vms)
    {
        if (state.ran == (state.isWanted && state.runs))
        {
            continue;
        }
        for (const VnicId vnic : plan.At(vm).vnics)
        {
            m_before.AnyWantedLinkOf(vnic,
                                     [this](const ViewLink& link)
                                     {
                                         StateOf(EndsOf(link));
                                         return false;
                                     });
        }
    }
    for (const auto& [ends, link] : m_links)
    {
        if (link.after)
        {
            m_linked.insert(ends.first);
            m_linked.insert(ends.second);
        }
    }
}

NextView::LinkState&
NextView::StateOf(const LinkEnds& ends)
{
    const auto [it, isNew] = m_links.try_emplace(ends);
    if (isNew)
    {
        ++m_step.work.read;
        const ViewLink* running = m_before.m_links.Find(ends);
        const ViewLink* before = running ? running : m_before.m_parkedLinks.Find(ends);
        it->second = {before, running != nullptr, {}};
        if (before)
        {
            it->second.after = *before;
        }
    }
    return it->second;
}

bool
NextView::RunsAfter(VnicId vnic) const
{
    const auto state = m_vms.find(m_before.m_plan->At(vnic).vm);
    return state == m_vms.end() ? m_before.Has(vnic) : state->second.isWanted && state->second.runs;
}

bool
NextView::IsLinkedAfter(VnicId vnic)
{
    return m_linked.contains(vnic) ||
           m_before.AnyWantedLinkOf(vnic,
                                    [this](const ViewLink& link)
                                    {
                                        ++m_step.work.read;
                                        return !m_links.contains(EndsOf(link));
                                    });
}

/// @return a VM's vNICs that are wanted from now on
std::vector<VnicId>
NextView::WantedVnics(VmId vm, const VmState& state)
{
    const CloudPlan& plan = *m_before.m_plan;
    std::vector<VnicId> vnics;
    std::ranges::copy_if(plan.At(vm).vnics,
                         std::back_inserter(vnics),
                         [this](VnicId vnic) { return IsLinkedAfter(vnic); });
    CheckEdit(state.isWanted || vnics.empty(), plan, vm, "leaves it links, and it is not wanted");
    if (state.isWanted && vnics.empty())
    {
        vnics.push_back(VnicOnPath(plan, vm, m_step.view.m_firstPath));
    }
    return vnics;
}

void
NextView::SettleVnic(VnicId vnic, bool isWanted, bool runs)
{
    const uint32_t path = m_before.m_plan->At(vnic).path;
    const PlacedVnic* old = m_before.m_vnics.Find(vnic);
    const PlacedVnic now{vnic, m_version.PlaceOf(vnic)};
    const bool isThere = isWanted && runs;
    const bool wasParked = m_before.m_parkedVnics.contains(vnic);
    const bool isParked = isWanted && !runs;
    ++m_step.work.read;
    if (wasParked != isParked)
    {
        (isParked ? m_parkedVnics.come : m_parkedVnics.gone).push_back(vnic);
    }
    if (old ? isThere && *old == now : !isThere)
    {
        return;
    }
    if (old)
    {
        m_vnics.gone.push_back(vnic);
        --m_counts[path][old->place.host];
    }
    if (isThere)
    {
        m_vnics.come.push_back(now);
        ++m_counts[path][now.place.host];
    }
    if (old && isThere)
    {
        m_changed.insert(vnic);
    }
    else
    {
        (old ? m_step.delta.removedVnics : m_step.delta.addedVnics).push_back(vnic);
    }
}

void
NextView::SettleVnics()
{
    for (const auto& [vm, state] : m_vms)
    {
        const std::vector<VnicId> wanted = WantedVnics(vm, state);
        for (const VnicId vnic : m_before.m_plan->At(vm).vnics)
        {
            SettleVnic(vnic, std::ranges::find(wanted, vnic) != wanted.end(), state.runs);
        }
    }
    std::ranges::sort(m_step.delta.addedVnics);
    std::ranges::sort(m_step.delta.removedVnics);
    std::ranges::sort(m_vnics.gone);
    std::ranges::sort(m_vnics.come, {}, &PlacedVnic::vnic);
    std::ranges::sort(m_parkedVnics.gone);
    std::ranges::sort(m_parkedVnics.come);
    m_step.work.copied += m_step.view.m_vnics.Edit(m_vnics.gone, m_vnics.come);
    m_step.work.copied += m_step.view.m_parkedVnics.Edit(m_parkedVnics.gone, m_parkedVnics.come);
}

void
NextView::SettleLinks()
{
    Exchange<LinkSet::Links> running;
    Exchange<LinkSet::Links> parked;
    for (const auto& [ends, link] : m_links)
    {
        const bool runs = link.after && RunsAfter(ends.first) && RunsAfter(ends.second);
        if (link.before && link.after && *link.before == *link.after && link.ran == runs)
        {
            continue;
        }
        if (link.before)
        {
            (link.ran ? running : parked).gone.push_back(ends);
        }
        if (link.after)
        {
            (runs ? running : parked).come.push_back(*link.after);
        }
        if (link.ran)
        {
            m_step.delta.removedLinks.push_back(*link.before);
        }
    }
    m_step.delta.addedLinks = running.come;
    m_step.work.copied += m_step.view.m_links.Edit(running.gone, running.come);
    m_step.work.copied += m_step.view.m_parkedLinks.Edit(parked.gone, parked.come);
}

/// Which vNICs a path has, and at which hosts.
void
NextView::EditPaths()
{
    std::map<uint32_t, Exchange<SharedSequence<VnicId>>> vnics;
    for (const VnicId vnic : m_step.delta.removedVnics)
    {
        vnics[m_before.m_plan->At(vnic).path].gone.push_back(vnic);
    }
    for (const VnicId vnic : m_step.delta.addedVnics)
    {
        vnics[m_before.m_plan->At(vnic).path].come.push_back(vnic);
    }
    for (const auto& [path, exchange] : vnics)
    {
        m_step.work.copied += m_step.view.m_onPath[path].Edit(exchange.gone, exchange.come);
    }
    for (const auto& [path, more] : m_counts)
    {
        Exchange<HostCounts> hosts;
        for (const auto& [host, change] : more)
        {
            const auto* old = m_before.m_hostsOnPath[path].Find(host);
            const auto count = static_cast<uint32_t>((old ? old->second : 0) + change);
            if (old && change != 0)
            {
                hosts.gone.push_back(host);
            }
            if (count > 0 && change != 0)
            {
                hosts.come.emplace_back(host, count);
            }
        }
        m_step.work.copied += m_step.view.m_hostsOnPath[path].Edit(hosts.gone, hosts.come);
    }
}

void
NextView::FindRenumbered()
{
    for (uint32_t path = 0; path < m_before.m_vnis.size(); ++path)
    {
        if (m_step.view.VniOf(path) == m_before.VniOf(path))
        {
            continue;
        }
        for (const VnicId vnic : m_before.OnPath(path))
        {
            ++m_step.work.read;
            if (m_step.view.Has(vnic))
            {
                m_changed.insert(vnic);
            }
        }
    }
    m_step.delta.changedVnics.assign(m_changed.begin(), m_changed.end());
}

void
NextView::FindChangedLinks()
{
    std::map<LinkEnds, const ViewLink*> changed;
    const LinkSet& links = m_step.view.m_links;
    const auto add = [this, &changed](const ViewLink& link)
    {
        ++m_step.work.read;
        if (!std::ranges::binary_search(m_step.delta.addedLinks, EndsOf(link), {}, EndsOf))
        {
            changed.emplace(EndsOf(link), &link);
        }
        return false;
    };
    const auto addThrough = [&links, &add](VnicId vnic)
    { links.ForThrough(vnic, [&](const LinkEnds& ends) { add(*links.Find(ends)); }); };
    for (const VnicId vnic : m_changed)
    {
        links.AnyOf(vnic, add);
        addThrough(vnic);
    }
    std::ranges::for_each(m_step.delta.addedVnics, addThrough);
    std::ranges::for_each(m_step.delta.removedVnics, addThrough);
    for (const auto& [ends, link] : changed)
    {
        m_step.delta.changedLinks.push_back(*link);
    }
}

ViewStep
TenantView::Next(const CloudVersion& version, const ViewEdit& edit) const
{
    return NextView(*this, version, edit).Make();
}

} // namespace ns3::vnlab
