// SPDX-License-Identifier: GPL-2.0-only
//
// What is done for a VM that has moved, so that others find it.

#include "model/deployment/vm-attachment.h"
#include "model/population.h"
#include "model/wire/rarp-frame.h"

#include "ns3/simulator.h"

#include <array>

namespace ns3::vnlab
{

namespace
{

/// When QEMU announces a VM that goes on after a migration: at once, then after 50, 150, 250 and 350 ms more
/// (its parameters announce-initial, -step and -rounds, as they are by default).
constexpr std::array kAnnounced_ms{0, 50, 200, 450, 800};

} // namespace

void
VmAttachment::Announce(VmId vm)
{
    for (const VnicId vnic : m_plan.At(vm).vnics)
    {
        for (const int after_ms : kAnnounced_ms)
        {
            Simulator::Schedule(MilliSeconds(after_ms),
                                [this, vnic, plug = PlugOf(vnic)]
                                {
                                    if (plug == PlugOf(vnic)) // not unplugged meanwhile
                                    {
                                        SendAnnouncement(vnic);
                                    }
                                });
        }
    }
}

/// From the vNIC, behind the hooks in the VM: the hypervisor sends it.
void
VmAttachment::SendAnnouncement(VnicId vnic)
{
    const Ptr<VnicDevice>& device = m_devices[vnic.value];
    Ptr<Packet> frame = MakeRarpRequest(ToBytes(device->GetMac()));
    Mark(frame, Population::kControl);
    device->InjectFrame(std::move(frame));
}

void
VmAttachment::Redirect(VmId vm,
                       const std::vector<VnicPlace>& from,
                       const TenantView& view,
                       Time until)
{
    const std::vector<VnicId>& vnics = m_plan.At(vm).vnics;
    for (size_t i = 0; i < vnics.size(); ++i)
    {
        if (view.Has(vnics[i]))
        {
            m_switches[from[i].host.value]->Redirect(vnics[i],
                                                     {.vni = view.VniOf(vnics[i]),
                                                      .mac = m_plan.At(vnics[i]).mac,
                                                      .from = from[i].providerAddress,
                                                      .to = view.ProviderAddressOf(vnics[i]),
                                                      .until = until});
            m_redirectedFrom.emplace(vnics[i], from[i].host);
        }
    }
    ++m_redirects;
}

void
VmAttachment::EndRedirects(VnicId vnic)
{
    const auto [begin, end] = m_redirectedFrom.equal_range(vnic);
    for (auto left = begin; left != end; ++left)
    {
        m_switches[left->second.value]->EndRedirect(vnic);
    }
    m_redirectedFrom.erase(begin, end);
}

void
VmAttachment::MoveState(VmId vm, HostId from) const
{
    for (const VnicId vnic : m_plan.At(vm).vnics)
    {
        m_switches[from.value]->MoveState(vnic, SwitchOf(vnic));
    }
}

void
VmAttachment::EndRedirects(HostId host)
{
    m_switches[host.value]->EndRedirects();
}

uint64_t
VmAttachment::Redirects() const
{
    return m_redirects;
}

} // namespace ns3::vnlab
