// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ATTACH_GUARD_H
#define VNLAB_ATTACH_GUARD_H

#include "model/ids.h"

#include <cstdint>

namespace ns3::vnlab
{

/// Decides whether a VM may be attached to the network.
class AttachGuard
{
  public:
    virtual ~AttachGuard() = default;

    /// A VM is started on a host. @return whether the host attaches it
    virtual bool Admit(VmId vm, HostId host) = 0;

    /// A VM was stopped.
    virtual void Release(VmId vm) = 0;

    /// @return signatures made and verified so far, for the cost model
    virtual uint64_t Signatures() const = 0;
    virtual uint64_t Verifications() const = 0;
};

} // namespace ns3::vnlab

#endif // VNLAB_ATTACH_GUARD_H
