// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VMS_BY_HOST_H
#define VNLAB_VMS_BY_HOST_H

#include "model/cloud/cloud-plan.h"

#include <vector>

namespace ns3::vnlab
{

/// Which VMs a version of the cloud has on each host, running or not: so that what happens to a host is
/// no walk over all VMs.
class VmsByHost
{
  public:
    VmsByHost(const CloudPlan& plan, const CloudVersion& version);

    /// @param vm new
    void Add(VmId vm, HostId host);
    void Move(VmId vm, HostId from, HostId to);

    /// @return ascending
    const std::vector<VmId>& At(HostId host) const;

  private:
    std::vector<std::vector<VmId>> m_vms; // by HostId, ascending
};

} // namespace ns3::vnlab

#endif // VNLAB_VMS_BY_HOST_H
