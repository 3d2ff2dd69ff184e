// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LINK_LIFETIMES_H
#define VNLAB_LINK_LIFETIMES_H

#include "model/cloud/cloud-plan.h"
#include "model/cloud/tenant-view.h"
#include "scenarios/vnlab/scenario/timeline.h"

#include "ns3/nstime.h"

#include <vector>

namespace ns3::vnlab
{

/// Since when and until when a link is wanted, after the start of the traffic.
struct LinkLifetime
{
    ViewLink link;
    Time from; ///< of a link that a change adds: when its probing is over
    Time to;
};

/// @return the virtual links of a tenant over all of its versions. @param end of those of the last one
std::vector<LinkLifetime> LifetimesOf(const CloudPlan& plan,
                                      TenantId id,
                                      const TenantTimeline& tenant,
                                      Time end);

} // namespace ns3::vnlab

#endif // VNLAB_LINK_LIFETIMES_H
