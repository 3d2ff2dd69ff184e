// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_NAMED_VMS_H
#define VNLAB_NAMED_VMS_H

#include "model/cloud/cloud-plan.h"
#include "model/key/own-keys.h"

#include <string>
#include <vector>

namespace ns3::vnlab
{

/// @return the VMs that a kind's own keys name as "tenant/vm", such as an attack's target, in their
///         order; other texts name nobody
std::vector<VmId> NamedVms(const CloudPlan& plan, KeysByKind keys, const std::string& kind);

} // namespace ns3::vnlab

#endif // VNLAB_NAMED_VMS_H
