// SPDX-License-Identifier: GPL-2.0-only
//
// A tenant wants something else: what the plan lacks for it is added, and where a place cannot take a rule
// of it, it may be taken back.
#include "model/cloud/cloud-names.h"
#include "model/cloud/plan-growth.h"
#include "model/deployment/operations.h"
#include "model/spec/spec-traversal.h"

#include <algorithm>
#include <boost/range/iterator_range.hpp>
#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// @throws std::invalid_argument where the tenant has no such path
uint32_t
IndexOfPath(const TenantPlan& tenant, const std::string& name)
{
    const auto path = std::ranges::find(tenant.paths, name, &PathPlan::name);
    if (path == tenant.paths.end())
    {
        throw std::invalid_argument("tenant " + tenant.name + " has no path " + name +
                                    ", and a VM on it cannot be added");
    }
    return static_cast<uint32_t>(path - tenant.paths.begin());
}

/// @return the place in words
std::string
WordsOf(const CloudPlan& plan, EnforcementPoint at)
{
    switch (at.kind)
    {
    case PlaceKind::kVmHook:
        return NameOf(plan, plan.At(VnicId{at.index}).vm);
    case PlaceKind::kHostSwitch:
        return "host " + std::to_string(at.index);
    default:
        return at.IsFabricSwitch() ? "a fabric switch" : "a gateway";
    }
}

} // namespace

/// Adds to the plan what it lacks for a specification.
void
Operations::Grow(TenantId tenant, const Specification& specification, const SpecDelta& delta)
{
    const TenantPlan& plan = m_plan.At(tenant);
    const auto isMissing = [&plan](const std::string& vm) { return !plan.vmByName.contains(vm); };
    if (std::ranges::none_of(delta.addedVms, isMissing))
    {
        return;
    }
    std::vector<SpecGraph::vertex_descriptor> missing;
    for (const auto vertex : boost::make_iterator_range(boost::vertices(specification.graph)))
    {
        if (isMissing(specification.graph[vertex].name))
        {
            missing.push_back(vertex);
        }
    }
    const Extraction extraction = ExtractSpecification(specification);
    for (const auto vertex : missing)
    {
        std::vector<uint32_t> paths;
        for (const uint32_t path : extraction.pathsOfVm[vertex])
        {
            paths.push_back(IndexOfPath(plan, specification.paths[path].name));
        }
        std::ranges::sort(paths);
        const VmId vm = AddVm(
            m_plan, m_version, {tenant, specification.graph[vertex].name, paths, HostForNewVm()});
        m_vmsByHost.Add(vm, m_plan.HostOf(vm, m_version));
        m_makeVm(vm);
    }
}

ChangeReport
Operations::Resubmit(TenantId tenant,
                     const Specification& specification,
                     Done acked,
                     const SpecStep* step,
                     RolledBack rolledBack)
{
    if (m_onRefusal == OnRefusal::kLeave)
    {
        return Submit(tenant, specification, std::move(acked), step, nullptr);
    }
    const uint64_t id = m_nextSubmission++;
    Submission& submission = m_submissions[id];
    submission.before = m_wanted[tenant.value];
    try
    {
        return Submit(
            tenant,
            specification,
            [this, id, tenant, &specification, acked, rolledBack = std::move(rolledBack)](
                uint64_t messages)
            { Settle(id, tenant, specification, messages, acked, rolledBack); },
            step,
            &submission);
    }
    catch (...)
    {
        m_submissions.erase(id);
        throw;
    }
}

ChangeReport
Operations::Submit(TenantId tenant,
                   const Specification& specification,
                   Done acked,
                   const SpecStep* step,
                   Submission* submission)
{
    const Specification* before = m_wanted[tenant.value];
    const SpecDelta compared =
        step && step->before == before ? SpecDelta{} : Diff(*before, specification);
    const SpecDelta& delta = step && step->before == before ? step->delta : compared;
    Grow(tenant, specification, delta);
    const ViewEdit edit = EditOf(m_plan, tenant, specification, delta);
    m_wanted[tenant.value] = &specification;
    return Apply(
        {{tenant, edit}}, [&] { m_wanted[tenant.value] = before; }, std::move(acked), submission);
}

void
Operations::Refused(const RuleKey& rule)
{
    for (auto& [id, submission] : m_submissions)
    {
        if (submission.written.contains(rule))
        {
            submission.refused.insert(rule);
        }
    }
}

/// All agents have acknowledged a specification: it stays, or what was wanted before comes back.
void
Operations::Settle(uint64_t id,
                   TenantId tenant,
                   const Specification& wanted,
                   uint64_t messages,
                   const Done& acked,
                   const RolledBack& rolledBack)
{
    Submission submission = std::move(m_submissions.extract(id).mapped());
    if (submission.refused.empty() || m_wanted[tenant.value] != &wanted)
    {
        acked(messages);
        return;
    }
    const auto tell = [&rolledBack](const std::string& why)
    {
        if (rolledBack)
        {
            rolledBack(why);
        }
    };
    tell(std::to_string(submission.refused.size()) + " of " +
         std::to_string(submission.written.size()) + " rules were refused, one by " +
         WordsOf(m_plan, submission.refused.begin()->at) + ": it was rolled back");
    try
    {
        Submit(
            tenant,
            *submission.before,
            [acked, messages](uint64_t further) { acked(messages + further); },
            nullptr,
            &submission);
    }
    catch (const std::exception& reason)
    {
        tell(std::string("it could not be rolled back: ") + reason.what());
        acked(messages);
    }
}

} // namespace ns3::vnlab
