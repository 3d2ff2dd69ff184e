// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COLD_START_H
#define VNLAB_COLD_START_H

#include "model/cloud/cloud-plan.h"
#include "model/cloud/tenant-view.h"
#include "model/control/control-plane.h"
#include "model/rule/pending-rules.h"
#include "model/substrate/fabric.h"

#include <cstdint>
#include <set>
#include <span>
#include <vector>

namespace ns3::vnlab
{

/// @return the kinds of places that ask for entries: hosts, where somebody hears of it, and with them
///         switches of a fabric that have rules of their own; a leaf stands for all of these
std::set<PlaceKind> KindsThatAsk(ControlPlane& controlPlane, const Fabric& fabric);

/**
 * @brief The places whose agents register when a cloud is switched on: every place of a kind that has
 * rules, or asks for some, whether it has any itself, since an agent registers when its machine starts.
 * @param rules that are wanted first
 * @param asking kinds of places that ask for entries
 * @param hosts how many there are
 * @param views of all tenants: the vNICs that there are
 */
std::vector<EnforcementPoint> PlacesToRegister(const PendingRules& rules,
                                               std::set<PlaceKind> asking,
                                               const CloudPlan& plan,
                                               uint32_t hosts,
                                               std::span<const TenantView> views);

} // namespace ns3::vnlab

#endif // VNLAB_COLD_START_H
