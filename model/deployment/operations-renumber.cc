// SPDX-License-Identifier: GPL-2.0-only
//
// VMs that stay where they are and get other provider addresses.

#include "model/cloud/cloud-names.h"
#include "model/deployment/operations.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::vnlab
{

/// The new slots are taken before the old ones are given back, which so are the last to be given out again.
ChangeReport
Operations::Renumber(VmId vm, Done acked)
{
    const auto refuse = [this, vm](const std::string& why)
    { throw std::invalid_argument(NameOf(m_plan, vm) + " cannot be renumbered: " + why); };
    const HostId at = m_plan.HostOf(vm, m_version);
    const size_t vnics = m_plan.At(vm).vnics.size();
    if (!m_attachment.IsActive(vm))
    {
        refuse("it does not run");
    }
    if (m_hosts.HasFailed(at))
    {
        refuse("its host has failed");
    }
    if (m_version.slots.Free(at) < vnics)
    {
        refuse("host " + std::to_string(at.value) + " has no other slots for its " +
               std::to_string(vnics) + " vNICs");
    }
    return GoTo(vm, TakeSlots(vm, at), std::move(acked));
}

} // namespace ns3::vnlab
