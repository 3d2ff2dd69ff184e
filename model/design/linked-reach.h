// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LINKED_REACH_H
#define VNLAB_LINKED_REACH_H

#include "model/cloud/tenant-view.h"
#include "model/spec/reach-question.h"
#include "model/spec/reachability.h"

#include <span>

namespace ns3::vnlab
{

/**
 * @return who reaches whom where a host knows the places of its VMs' linked peers (LinkedCompiler), all of
 *         its VMs on the path use what it knows, and nothing is checked
 *
 * One way, a VM reaches who is on its host, and whoever is linked to a VM on its host. Two ways, the other
 * host has to know it as well. On another host, what a VM forges changes neither.
 */
Reachability ReachLocated(std::span<const TenantView> tenants, const ReachQuestion& question);

} // namespace ns3::vnlab

#endif // VNLAB_LINKED_REACH_H
