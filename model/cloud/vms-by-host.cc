// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/vms-by-host.h"

#include <algorithm>

namespace ns3::vnlab
{

VmsByHost::VmsByHost(const CloudPlan& plan, const CloudVersion& version)
    : m_vms(version.slots.Hosts())
{
    for (VmId vm; vm.value < plan.vms.size(); ++vm.value)
    {
        m_vms[plan.HostOf(vm, version).value].push_back(vm);
    }
}

void
VmsByHost::Add(VmId vm, HostId host)
{
    std::vector<VmId>& vms = m_vms[host.value];
    vms.insert(std::ranges::lower_bound(vms, vm), vm);
}

void
VmsByHost::Move(VmId vm, HostId from, HostId to)
{
    std::erase(m_vms[from.value], vm);
    Add(vm, to);
}

const std::vector<VmId>&
VmsByHost::At(HostId host) const
{
    return m_vms[host.value];
}

} // namespace ns3::vnlab
