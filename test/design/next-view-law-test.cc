// SPDX-License-Identifier: GPL-2.0-only
//
// The law of TenantView::Next: what is made of the version before by what differs is what is made anew,
// and the delta is what a comparison of the two says.

#include "model/cloud/view-step.h"
#include "model/substrate/address-plan.h"
#include "test/design/random-versions.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

/// A tenant's network that goes from version to version, and the same as it is made anew.
class Walk
{
  public:
    Walk(const CloudPlan& plan, const std::vector<Specification>& versions)
        : m_plan(plan),
          m_versions(versions),
          m_cloud(plan.start),
          m_view(Anew())
    {
    }

    void Resubmit()
    {
        const size_t next = *rc::gen::inRange<size_t>(0, m_versions.size());
        const SpecDelta delta = Diff(m_versions[m_wanted], m_versions[next]);
        m_wanted = next;
        Go(EditOf(m_plan, TenantId{0}, m_versions[next], delta));
    }

    /// Some of one VM's state, wanted or not.
    void StopOrStart()
    {
        const VmId vm = DrawVm();
        if (m_cloud.stopped.erase(vm) == 0)
        {
            m_cloud.stopped.insert(vm);
        }
        Go(Touching({vm}));
    }

    void Move()
    {
        const VmId vm = DrawVm();
        const HostId to{*rc::gen::inRange(0u, m_cloud.slots.Hosts())};
        if (m_cloud.slots.Free(to) < m_plan.At(vm).vnics.size())
        {
            return;
        }
        for (const VnicId vnic : m_plan.At(vm).vnics)
        {
            VnicPlace& place = m_cloud.places[vnic.value];
            m_cloud.slots.GiveBack(place.host, address_plan::SlotOf(place.providerAddress));
            place = {to, address_plan::VnicAddress(to, *m_cloud.slots.Take(to))};
        }
        Go(Touching({vm}));
    }

    void FailOrRepairHost()
    {
        const HostId host{*rc::gen::inRange(0u, m_cloud.slots.Hosts())};
        std::set<HostId>& failed = m_cloud.substrate.failedHosts;
        if (failed.erase(host) == 0)
        {
            failed.insert(host);
        }
        std::vector<VmId> there;
        for (const auto& [name, vm] : m_plan.At(TenantId{0}).vmByName)
        {
            if (m_plan.HostOf(vm, m_cloud) == host)
            {
                there.push_back(vm);
            }
        }
        Go(Touching(there));
    }

    void Renumber()
    {
        const auto paths = static_cast<uint32_t>(m_cloud.vnis[0].size());
        m_cloud.vnis[0][*rc::gen::inRange(0u, paths)].value += 1000;
        Go({});
    }

    /// Everything at once, and another specification.
    void GoElsewhere()
    {
        m_cloud = DrawNext(m_plan, std::move(m_cloud), TenantId{0});
        const size_t next = *rc::gen::inRange<size_t>(0, m_versions.size());
        ViewEdit edit = EditOf(
            m_plan, TenantId{0}, m_versions[next], Diff(m_versions[m_wanted], m_versions[next]));
        m_wanted = next;
        for (const auto& [name, vm] : m_plan.At(TenantId{0}).vmByName)
        {
            edit.touched.push_back(vm);
        }
        Go(edit);
    }

  private:
    TenantView Anew() const
    {
        return {m_plan, m_cloud, TenantId{0}, m_versions[m_wanted]};
    }

    static ViewEdit Touching(std::vector<VmId> vms)
    {
        ViewEdit edit;
        edit.touched = std::move(vms);
        return edit;
    }

    VmId DrawVm() const
    {
        std::vector<VmId> vms;
        for (const auto& [name, vm] : m_plan.At(TenantId{0}).vmByName)
        {
            vms.push_back(vm);
        }
        std::ranges::sort(vms);
        return *rc::gen::elementOf(vms);
    }

    void Go(const ViewEdit& edit)
    {
        const TenantView anew = Anew();
        ViewStep step = m_view.Next(m_cloud, edit);
        RC_ASSERT(step.view == anew);
        RC_ASSERT(step.delta == Diff(m_view, anew));
        m_view = std::move(step.view);
    }

    const CloudPlan& m_plan;
    const std::vector<Specification>& m_versions;
    CloudVersion m_cloud;
    size_t m_wanted{0};
    TenantView m_view;
};

RC_GTEST_PROP(NextViewLaw, WhatIsMadeByWhatDiffersIsWhatIsMadeAnew, ())
{
    const CloudScenario scenario = DrawScenario(Differ::kInEverything);
    const CloudPlan plan = PlanOf(scenario);
    RC_PRE(!plan.At(TenantId{0}).vmByName.empty());
    Walk walk(plan, scenario.tenants[0].versions);
    const auto steps = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 8));
    for (const int step : steps)
    {
        switch (step)
        {
        case 0:
            walk.StopOrStart();
            break;
        case 1:
            walk.Move();
            break;
        case 2:
            walk.FailOrRepairHost();
            break;
        case 3:
            walk.Renumber();
            break;
        case 4:
            walk.GoElsewhere();
            break;
        default:
            walk.Resubmit();
        }
    }
}

} // namespace
} // namespace ns3::vnlab::test
