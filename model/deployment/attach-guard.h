// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ATTACH_GUARD_H
#define VNLAB_ATTACH_GUARD_H

#include "model/ids.h"

#include <cstdint>
#include <span>

namespace ns3::vnlab
{

/// What a guard has decided so far, and how.
struct AttachCounts
{
    uint64_t admitted{0}; ///< VMs that were attached, each as often as it was
    uint64_t verified{0}; ///< of all decisions, refusals too, those that were really computed
};

/// Decides whether a VM may be attached to the network.
class AttachGuard
{
  public:
    virtual ~AttachGuard() = default;

    /// These VMs are about to be started: what does not depend on where or in which order can be
    /// computed now, together.
    virtual void Expect(std::span<const VmId> vms) = 0;

    /// A VM is started on a host. @return whether the host attaches it
    virtual bool Admit(VmId vm, HostId host) = 0;

    /// A VM was stopped.
    virtual void Release(VmId vm) = 0;

    /// A VM's certificate is revoked: it is not admitted again.
    virtual void Revoke(VmId vm) = 0;

    /// An attack starts in this VM or is aimed at it: nothing about it is taken for granted any more.
    virtual void Concern(VmId vm) = 0;

    /// @return signatures that VMs and hosts made and verified so far, for the cost model; all of
    ///         them, whether really computed or not
    virtual uint64_t Signatures() const = 0;
    virtual uint64_t Verifications() const = 0;

    virtual AttachCounts Counts() const = 0;
};

} // namespace ns3::vnlab

#endif // VNLAB_ATTACH_GUARD_H
