// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VM_ATTACHMENT_H
#define VNLAB_VM_ATTACHMENT_H

#include "model/control/control-plane.h"
#include "model/dataplane/host-switch.h"
#include "model/dataplane/rate-limit.h"
#include "model/deployment/attach-guard.h"
#include "model/design/design.h"
#include "model/guest/vnic-device.h"
#include "model/key/cost-table.h"
#include "model/substrate/server-cpu.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <unordered_set>
#include <vector>

namespace ns3::vnlab
{

/// The switches of all hosts, by HostId.
using HostSwitches = std::vector<std::unique_ptr<HostSwitch>>;
/// The devices of all vNICs, by VnicId.
using VnicDevices = std::vector<Ptr<VnicDevice>>;
/// What the hosts have for other work than packets, by HostId: a core each.
using HostCpus = std::vector<ServerCpu>;

/**
 * @brief Plugs VMs into the switches of their hosts, where the guard admits them, and says who is
 * there.
 *
 * What a guard has VM and host compute takes their time: the VM is plugged in after it. Hosts verify
 * one VM after the other.
 */
class VmAttachment
{
  public:
    /// Called when a VM has started (true) or stopped, after that. A VM that moves does neither.
    using VmChange = std::function<void(VmId vm, bool exists)>;

    /**
     * @param design,plan,switches,devices,controlPlane,hostCpus,costs outlive this
     * @param guard admits VMs, or nullptr: all of them
     */
    VmAttachment(const Design& design,
                 const CloudPlan& plan,
                 const HostSwitches& switches,
                 const VnicDevices& devices,
                 ControlPlane& controlPlane,
                 HostCpus& hostCpus,
                 const CostTable& costs,
                 std::unique_ptr<AttachGuard> guard);

    /// Tells the guard whose VMs are attached next: those of the views.
    void Expect(std::span<const TenantView> views);

    /// Plugs a vNIC in where the view has it, with the rules of the VM's image.
    void Attach(VnicId vnic, const TenantView& view);

    void Detach(VnicId vnic);

    /// Unplugs a VM without its being stopped: what it sends meanwhile is dropped as `detached`.
    void Suspend(VmId vm);

    /// Plugs a VM in where the view has it, wherever it was; the host there must admit it.
    void Move(VmId vm, const TenantView& view);

    /// Gives a VM's vNICs the provider addresses that the view has, on the host where they are. A VM that
    /// is unplugged stays so.
    void Renumber(VmId vm, const TenantView& view);

    /// Has the hypervisor tell switches where a VM is that has just gone on elsewhere: five RARP requests of
    /// each of its vNICs within 800 ms, as QEMU sends them, unless it is unplugged meanwhile.
    void Announce(VmId vm);

    /// The host that a VM has left sends on what still comes for it there, until it stops or is back there.
    /// @param from the places of its vNICs there
    /// @param until no longer than that
    void Redirect(VmId vm, const std::vector<VnicPlace>& from, const TenantView& view, Time until);

    /// Brings what the host that a VM has left remembers of its connections to the one where it is.
    void MoveState(VmId vm, HostId from) const;

    /// A host sends nothing on any more: it has lost its power.
    void EndRedirects(HostId host);

    /// @return how often a VM was redirected
    uint64_t Redirects() const;

    /// Limits what each of a VM's vNICs may send, wherever the VM is or will be; nothing: no limit.
    void Limit(VmId vm, const std::optional<RateLimit>& limit);

    /// @return when the last of those that were attached so far is plugged in
    Time DoneAt() const;

    /// @return VMs that have been started, ascending
    std::vector<VmId> Active() const;
    bool IsActive(VmId vm) const;
    /// @return whether a vNIC was plugged in there last
    bool WasAt(VnicId vnic, const VnicPlace& place) const;
    /// @return the host that a vNIC is plugged into, or was last
    HostId HostOf(VnicId vnic) const;

    AttachGuard* Guard() const;

    /// Any number of subscribers, called in the order in which they came.
    void OnVmChange(VmChange subscriber);

  private:
    bool Admit(VmId vm, HostId host);
    void Release(VmId vm);
    void PlugIn(VnicId vnic, const TenantView& view);
    void SetAddress(VnicId vnic, uint32_t providerAddress);
    void Connect(VnicId vnic, HostId host);
    void Unplug(VnicId vnic);
    void SendAnnouncement(VnicId vnic);
    void EndRedirects(VnicId vnic);
    uint32_t& PlugOf(VnicId vnic);
    HostSwitch& SwitchOf(VnicId vnic) const;
    void Tell(VmId vm, bool exists) const;

    const Design& m_design;
    const CloudPlan& m_plan;
    const HostSwitches& m_switches;
    const VnicDevices& m_devices;
    ControlPlane& m_controlPlane;
    HostCpus& m_hostCpus;
    const CostTable& m_costs;
    std::unique_ptr<AttachGuard> m_guard;
    std::vector<uint32_t> m_attached;   // vNICs, by VmId; none of VMs behind its end
    std::unordered_set<VmId> m_refused; // by the guard, until they are stopped
    std::vector<Time> m_verifiedAt;     // by VmId, where there is a guard: when it is done with it
    std::vector<uint32_t> m_plugs;      // by VnicId: how often it was unplugged
    Time m_doneAt;
    std::map<VmId, RateLimit> m_limits;
    std::multimap<VnicId, HostId> m_redirectedFrom;
    uint64_t m_redirects{0};
    std::vector<VmChange> m_subscribers;
};

} // namespace ns3::vnlab

#endif // VNLAB_VM_ATTACHMENT_H
