// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_WORK_COSTS_H
#define VNLAB_WORK_COSTS_H

#include "model/deployment/attach-guard.h"
#include "model/deployment/work-report.h"
#include "model/key/cost-table.h"

namespace ns3::vnlab
{

/// @return CPU time of all programs in VMs' hooks, in seconds
double HookCpu_s(const WorkReport& work, const CostTable& costs);

/// @return CPU time of all host switches for packets, in seconds
double HostCpu_s(const SwitchWork& hosts, const CostTable& costs);

/// @return CPU time for proofs of identity, at both ends, in seconds
double IdentityCpu_s(const AttachGuard& guard, const CostTable& costs);

} // namespace ns3::vnlab

#endif // VNLAB_WORK_COSTS_H
