// SPDX-License-Identifier: GPL-2.0-only
#include "model/deployment/operations.h"

#include "model/cloud/cloud-names.h"
#include "model/deployment/cold-start.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::vnlab
{

namespace
{

template <class T>
void
Append(std::vector<T>& to, const std::vector<T>& from)
{
    to.insert(to.end(), from.begin(), from.end());
}

void
Append(ViewDelta& to, const ViewDelta& from)
{
    Append(to.addedVnics, from.addedVnics);
    Append(to.removedVnics, from.removedVnics);
    Append(to.changedVnics, from.changedVnics);
    Append(to.addedLinks, from.addedLinks);
    Append(to.removedLinks, from.removedLinks);
    Append(to.changedLinks, from.changedLinks);
}

} // namespace

void
ChangeReport::Add(const ChangeReport& further)
{
    rulesTouched += further.rulesTouched;
    scopesRecomputed += further.scopesRecomputed;
    Append(delta, further.delta);
    Append(withoutRoom, further.withoutRoom);
    migration = further.migration ? further.migration : migration;
}

Operations::Operations(const DesignChoice& design,
                       Fabric& fabric,
                       CloudPlan& plan,
                       VmAttachment& attachment,
                       ControlPlane& controlPlane,
                       MakeVm makeVm,
                       MakeTransfer makeTransfer,
                       Time detection)
    : m_fabric(fabric),
      m_plan(plan),
      m_attachment(attachment),
      m_controlPlane(controlPlane),
      m_makeVm(std::move(makeVm)),
      m_makeTransfer(std::move(makeTransfer)),
      m_recompute(design.GetRecompute()),
      m_compiled(design.GetDesign(), design.GetSupply(), m_recompute),
      m_version(plan.start),
      m_vmsByHost(plan, m_version),
      m_detection(detection),
      m_onRefusal(design.GetOnRefusal())
{
    m_controlPlane.AnswerFrom(m_compiled);
    m_attachment.OnVmChange(
        [this](VmId vm, bool exists)
        {
            if (!exists)
            {
                GiveUpMigration(vm);
            }
        });
}

void
Operations::OnSteered(std::function<void(const ViewLink& link)> subscriber)
{
    m_steered = std::move(subscriber);
}

template <class Links>
void
Operations::TellSteered(const Links& links) const
{
    for (const ViewLink& link : links)
    {
        if (m_steered && !link.via.empty())
        {
            m_steered(link);
        }
    }
}

void
Operations::Begin(std::span<const Specification* const> specifications,
                  const std::function<Time(EnforcementPoint at)>& lagAt,
                  Done done)
{
    m_wanted.assign(specifications.begin(), specifications.end());
    std::vector<TenantView> first;
    for (uint32_t tenant = 0; tenant < m_wanted.size(); ++tenant)
    {
        first.push_back(MakeView(TenantId{tenant}));
    }
    const auto rules = std::make_shared<PendingRules>();
    m_compiled.Begin(std::move(first), [&rules](const RuleDelta& added) { rules->Add(added); });
    m_attachment.Expect(Views());
    for (const TenantView& view : Views())
    {
        std::ranges::for_each(view.Vnics(), [&](VnicId vnic) { m_attachment.Attach(vnic, view); });
        TellSteered(view.Links());
    }
    const auto places = PlacesToRegister(
        *rules, KindsThatAsk(m_controlPlane, m_fabric), m_plan, m_version.slots.Hosts(), Views());
    Time lag;
    for (const EnforcementPoint at : places)
    {
        lag = std::max(lag, lagAt(at));
    }
    const auto part = [this, rules, lag, done, left = std::make_shared<int>(2)](uint64_t)
    {
        if (--*left == 0)
        {
            Deploy(std::move(*rules), lag, done);
        }
    };
    m_controlPlane.Register(places, *rules, part);
    Simulator::Schedule(m_attachment.DoneAt() - Simulator::Now(), [part] { part(0); });
}

void
Operations::Deploy(PendingRules rules, Time lag, const Done& done)
{
    m_registered = Simulator::Now();
    m_controlPlane.Submit(std::move(rules),
                          [done, lag](uint64_t messages)
                          { Simulator::Schedule(lag, [done, messages] { done(messages); }); });
}

HostId
Operations::HostForNewVm() const
{
    const auto room = [this](HostId host)
    { return m_hosts.HasFailed(host) ? 0 : m_version.slots.Free(host); };
    HostId best;
    for (HostId host; host.value < m_version.slots.Hosts(); ++host.value)
    {
        best = room(host) > room(best) ? host : best;
    }
    return best;
}

ChangeReport
Operations::Stop(VmId vm, Done acked)
{
    if (!m_attachment.IsActive(vm))
    {
        throw std::invalid_argument(NameOf(m_plan, vm) + " cannot stop: it does not run");
    }
    m_version.stopped.insert(vm);
    return Apply(
        Touching({&vm, 1}), [this, vm] { m_version.stopped.erase(vm); }, std::move(acked));
}

ChangeReport
Operations::Start(VmId vm, Done acked)
{
    if (m_version.stopped.erase(vm) == 0)
    {
        throw std::invalid_argument(NameOf(m_plan, vm) + " cannot start: it was not stopped");
    }
    return Apply(
        Touching({&vm, 1}), [this, vm] { m_version.stopped.insert(vm); }, std::move(acked));
}

void
Operations::BreakChannel(EnforcementPoint at)
{
    m_controlPlane.BreakAgent(at);
}

void
Operations::Limit(VmId vm, const RateLimit& limit)
{
    m_attachment.Limit(vm, limit);
}

void
Operations::Unlimit(VmId vm)
{
    m_attachment.Limit(vm, std::nullopt);
}

/// @return the edits that VMs make of which the cloud's version says something else
Operations::Edits
Operations::Touching(std::span<const VmId> vms) const
{
    Edits edits;
    for (const VmId vm : vms)
    {
        edits[m_plan.At(vm).tenant].touched.push_back(vm);
    }
    return edits;
}

/// @return the edits that links and servers make
Operations::Edits
Operations::TouchingSubstrate() const
{
    Edits edits;
    for (uint32_t tenant = 0; m_compiled.ReadsSubstrate() && tenant < m_wanted.size(); ++tenant)
    {
        edits[TenantId{tenant}];
    }
    return edits;
}

std::vector<ViewStep>
Operations::StepsOf(const Edits& edits) const
{
    std::vector<ViewStep> steps;
    if (m_recompute == Recompute::kEverything)
    {
        std::ranges::transform(Views(),
                               std::back_inserter(steps),
                               [this](const TenantView& before) { return ReadWhole(before); });
        return steps;
    }
    for (const auto& [tenant, edit] : edits)
    {
        const TenantView& before = Views()[tenant.value];
        steps.push_back(IsReadWhole(tenant) ? ReadWhole(before) : before.Next(m_version, edit));
    }
    return steps;
}

ViewStep
Operations::ReadWhole(const TenantView& before) const
{
    TenantView view = MakeView(before.Tenant());
    ViewDelta delta = Diff(before, view);
    return {std::move(view), std::move(delta)};
}

ChangeReport
Operations::Apply(const Edits& edits,
                  const std::function<void()>& undo,
                  Done acked,
                  Submission* submission)
{
    CompiledChange change;
    try
    {
        change = m_compiled.Change(StepsOf(edits));
    }
    catch (const std::exception&)
    {
        undo();
        throw;
    }
    ChangeReport report{change.rules.delta.Touched(), change.rules.scopes, {}};
    for (const ViewDelta& delta : change.deltas)
    {
        Attach(delta, change.rules.delta);
        TellSteered(delta.addedLinks);
        Append(report.delta, delta);
    }
    ++m_viewsVersion;
    if (submission)
    {
        std::erase_if(change.rules.delta.erased,
                      [submission](const RuleKey& key)
                      { return submission->refused.contains(key); });
        for (const Rule& rule : change.rules.delta.written)
        {
            submission->written.insert(rule.where);
        }
    }
    PendingRules rules;
    std::ranges::transform(
        edits, std::back_inserter(rules.tenants), [](const auto& edit) { return edit.first; });
    rules.Add(change.rules.delta);
    for (const RuleDelta& onDemand : change.onDemand)
    {
        m_controlPlane.ChangeOnDemand(onDemand);
    }
    m_controlPlane.Submit(std::move(rules), std::move(acked));
    return report;
}

/// Follows a change of views with the VMs themselves. What goes takes its rules along: a vNIC its
/// hooks', a failed host its tables'.
void
Operations::Attach(const ViewDelta& delta, RuleDelta& rules)
{
    const auto viewOf = [this](VnicId vnic) -> const TenantView&
    { return Views()[m_plan.At(m_plan.At(vnic).vm).tenant.value]; };
    for (const VnicId vnic : delta.removedVnics)
    {
        m_attachment.Detach(vnic);
    }
    std::erase_if(
        rules.erased,
        [&](const RuleKey& key)
        {
            return (key.at.kind == PlaceKind::kVmHook &&
                    std::ranges::binary_search(delta.removedVnics, VnicId{key.at.index})) ||
                   (key.at.kind == PlaceKind::kHostSwitch &&
                    m_version.substrate.failedHosts.contains(HostId{key.at.index}));
        });
    std::set<VmId> moved;
    for (const VnicId vnic : delta.changedVnics)
    {
        const VmId vm = m_plan.At(vnic).vm;
        const TenantView& view = viewOf(vnic);
        if (m_attachment.WasAt(vnic, view.PlaceOf(vnic)) || !moved.insert(vm).second)
        {
            continue;
        }
        const bool stays = m_attachment.HostOf(vnic) == view.HostOf(vnic);
        stays ? m_attachment.Renumber(vm, view) : m_attachment.Move(vm, view);
    }
    for (const VnicId vnic : delta.addedVnics)
    {
        m_attachment.Attach(vnic, viewOf(vnic));
        moved.insert(m_plan.At(vnic).vm);
    }
    for (const VmId vm : moved)
    {
        if (m_hosts.HasFailed(m_plan.HostOf(vm, m_version)))
        {
            m_attachment.Suspend(vm); // nobody knows yet
        }
    }
}

Time
Operations::Registered() const
{
    return m_registered;
}

const CloudVersion&
Operations::Version() const
{
    return m_version;
}

std::span<const TenantView>
Operations::Views() const
{
    return m_compiled.Views();
}

uint64_t
Operations::ViewsVersion() const
{
    return m_viewsVersion;
}

const RuleStore&
Operations::Store() const
{
    return m_compiled.Store();
}

} // namespace ns3::vnlab
