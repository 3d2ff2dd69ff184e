// SPDX-License-Identifier: GPL-2.0-only
#include "model/deployment/vm-attachment.h"

#include "model/deployment/work-costs.h"
#include "model/substrate/address-plan.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

VmAttachment::VmAttachment(const Design& design,
                           const CloudPlan& plan,
                           const HostSwitches& switches,
                           const VnicDevices& devices,
                           ControlPlane& controlPlane,
                           HostCpus& hostCpus,
                           const CostTable& costs,
                           std::unique_ptr<AttachGuard> guard)
    : m_design(design),
      m_plan(plan),
      m_switches(switches),
      m_devices(devices),
      m_controlPlane(controlPlane),
      m_hostCpus(hostCpus),
      m_costs(costs),
      m_guard(std::move(guard))
{
}

void
VmAttachment::Expect(std::span<const TenantView> views)
{
    if (!m_guard)
    {
        return;
    }
    std::vector<VmId> vms;
    for (const TenantView& view : views)
    {
        const auto begin = static_cast<ptrdiff_t>(vms.size());
        for (const VnicId vnic : view.Vnics())
        {
            vms.push_back(m_plan.At(vnic).vm);
        }
        std::sort(vms.begin() + begin, vms.end());
        vms.erase(std::unique(vms.begin() + begin, vms.end()), vms.end());
    }
    m_guard->Expect(vms);
}

void
VmAttachment::Attach(VnicId vnic, const TenantView& view)
{
    const VmId vm = m_plan.At(vnic).vm;
    m_attached.resize(m_plan.vms.size());
    const bool first = m_attached[vm.value]++ == 0;
    if (first && !Admit(vm, view.HostOf(vnic)))
    {
        m_refused.insert(vm);
    }
    PlugIn(vnic, view);
    if (first)
    {
        Tell(vm, true);
    }
}

void
VmAttachment::Detach(VnicId vnic)
{
    const VmId vm = m_plan.At(vnic).vm;
    Unplug(vnic);
    EndRedirects(vnic);
    m_controlPlane.CloseAgent(EnforcementPoint::Of(vnic));
    if (--m_attached[vm.value] == 0)
    {
        Release(vm);
        Tell(vm, false);
    }
}

void
VmAttachment::Suspend(VmId vm)
{
    for (const VnicId vnic : m_plan.At(vm).vnics)
    {
        Unplug(vnic);
    }
}

void
VmAttachment::Move(VmId vm, const TenantView& view)
{
    Suspend(vm);
    Release(vm);
    const std::vector<VnicId>& vnics = m_plan.At(vm).vnics;
    const VnicId first = *std::ranges::find_if(vnics, [&](VnicId vnic) { return view.Has(vnic); });
    if (!Admit(vm, view.HostOf(first)))
    {
        m_refused.insert(vm);
    }
    for (const VnicId vnic : vnics)
    {
        if (view.Has(vnic))
        {
            PlugIn(vnic, view);
        }
    }
}

void
VmAttachment::Renumber(VmId vm, const TenantView& view)
{
    for (const VnicId vnic : m_plan.At(vm).vnics)
    {
        if (view.Has(vnic))
        {
            SetAddress(vnic, view.ProviderAddressOf(vnic));
        }
    }
}

bool
VmAttachment::Admit(VmId vm, HostId host)
{
    if (!m_guard)
    {
        return true;
    }
    const IdentityWork before = WorkOf(*m_guard);
    const bool isAdmitted = m_guard->Admit(vm, host);
    const IdentityTime time = TimeOf(WorkOf(*m_guard) - before, m_costs);
    m_verifiedAt.resize(m_plan.vms.size());
    m_verifiedAt[vm.value] =
        Simulator::Now() + time.signing + m_hostCpus[host.value].Work(time.verifying);
    m_doneAt = std::max(m_doneAt, m_verifiedAt[vm.value]);
    return isAdmitted;
}

Time
VmAttachment::DoneAt() const
{
    return std::max(m_doneAt, Simulator::Now());
}

void
VmAttachment::Release(VmId vm)
{
    if (m_guard && m_refused.erase(vm) == 0)
    {
        m_guard->Release(vm);
    }
}

void
VmAttachment::PlugIn(VnicId vnic, const TenantView& view)
{
    const VnicPlace& place = view.PlaceOf(vnic);
    SetAddress(vnic, place.providerAddress);
    const VmId vm = m_plan.At(vnic).vm;
    const std::vector<Rule> rules = m_design.BootRules(view, vnic);
    if (!rules.empty() && !m_refused.contains(vm))
    {
        m_controlPlane.AgentOf(EnforcementPoint::Of(vnic)).Boot(rules);
    }
    if (!m_guard || m_verifiedAt[vm.value] <= Simulator::Now())
    {
        Connect(vnic, place.host);
        return;
    }
    Simulator::Schedule(m_verifiedAt[vm.value] - Simulator::Now(),
                        [this, vnic, host = place.host, plug = PlugOf(vnic)]
                        {
                            if (plug == PlugOf(vnic)) // not unplugged meanwhile
                            {
                                Connect(vnic, host);
                            }
                        });
}

/// The host tells the VM, and the VM's agent opens its channel again from there.
void
VmAttachment::SetAddress(VnicId vnic, uint32_t providerAddress)
{
    VnicDevice& device = *m_devices[vnic.value];
    if (device.GetProviderAddress() != providerAddress)
    {
        device.SetProviderAddress(providerAddress);
        m_controlPlane.MoveAgent(EnforcementPoint::Of(vnic), providerAddress);
    }
}

void
VmAttachment::Connect(VnicId vnic, HostId host)
{
    HostSwitch& at = *m_switches[host.value];
    const VmId vm = m_plan.At(vnic).vm;
    if (m_refused.contains(vm))
    {
        at.Refuse(m_devices[vnic.value]);
        return;
    }
    at.Attach(m_devices[vnic.value]);
    if (const auto limit = m_limits.find(vm); limit != m_limits.end())
    {
        at.Limit(vnic, limit->second);
    }
}

uint32_t&
VmAttachment::PlugOf(VnicId vnic)
{
    if (m_plugs.size() <= vnic.value)
    {
        m_plugs.resize(m_plan.vnics.size());
    }
    return m_plugs[vnic.value];
}

void
VmAttachment::Unplug(VnicId vnic)
{
    ++PlugOf(vnic);
    SwitchOf(vnic).Detach(vnic);
}

HostId
VmAttachment::HostOf(VnicId vnic) const
{
    return address_plan::HostOf(m_devices[vnic.value]->GetProviderAddress()).value();
}

/// @return the switch that a vNIC is plugged into, or was last
HostSwitch&
VmAttachment::SwitchOf(VnicId vnic) const
{
    return *m_switches[HostOf(vnic).value];
}

void
VmAttachment::Limit(VmId vm, const std::optional<RateLimit>& limit)
{
    m_limits.erase(vm);
    if (limit)
    {
        m_limits.emplace(vm, *limit);
    }
    for (const VnicId vnic : m_plan.At(vm).vnics)
    {
        SwitchOf(vnic).Limit(vnic, limit);
    }
}

void
VmAttachment::Tell(VmId vm, bool exists) const
{
    for (const VmChange& subscriber : m_subscribers)
    {
        subscriber(vm, exists);
    }
}

std::vector<VmId>
VmAttachment::Active() const
{
    std::vector<VmId> active;
    for (uint32_t vm = 0; vm < m_attached.size(); ++vm)
    {
        if (m_attached[vm] > 0)
        {
            active.push_back(VmId{vm});
        }
    }
    return active;
}

bool
VmAttachment::IsActive(VmId vm) const
{
    return vm.value < m_attached.size() && m_attached[vm.value] > 0;
}

bool
VmAttachment::WasAt(VnicId vnic, const VnicPlace& place) const
{
    return m_devices[vnic.value]->GetProviderAddress() == place.providerAddress;
}

AttachGuard*
VmAttachment::Guard() const
{
    return m_guard.get();
}

void
VmAttachment::OnVmChange(VmChange subscriber)
{
    m_subscribers.push_back(std::move(subscriber));
}

} // namespace ns3::vnlab
