// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COLD_START_H
#define VNLAB_COLD_START_H

#include "model/cloud/cloud-plan.h"
#include "model/cloud/tenant-view.h"
#include "model/rule/pending-rules.h"

#include <cstdint>
#include <span>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief The places whose agents register when a cloud is switched on: every place of a kind that has
 * rules, whether it has any itself, since an agent registers when its machine starts.
 * @param rules that are wanted first
 * @param hosts how many there are
 * @param views of all tenants: the vNICs that there are
 */
std::vector<EnforcementPoint> PlacesToRegister(const PendingRules& rules,
                                               const CloudPlan& plan,
                                               uint32_t hosts,
                                               std::span<const TenantView> views);

} // namespace ns3::vnlab

#endif // VNLAB_COLD_START_H
