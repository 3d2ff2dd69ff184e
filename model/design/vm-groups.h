// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VM_GROUPS_H
#define VNLAB_VM_GROUPS_H

#include "model/cloud/tenant-view.h"
#include "model/rule/group-tables.h"

#include <vector>

namespace ns3::vnlab
{

/**
 * @file
 * @brief The security groups of a tenant's network.
 *
 * vNICs on a path are of one group where they are to be treated alike: they have the same peers, each other not
 * counted, for the same services. Then either all members of a group are linked to all of another one, for the
 * same services, or none to any (and likewise to each other), so rules between groups permit exactly the links
 * that are wanted. There are no fewer groups that do; a vNIC that is like no other is a group of its own, and one
 * without links, too.
 */

/// @return the group that a vNIC of the view is in
GroupId GroupOf(const TenantView& view, VnicId vnic);

/// @return the vNICs that are in a vNIC's group, ascending
std::vector<VnicId> GroupMembers(const TenantView& view, VnicId vnic);

/// @return vNICs of both versions that are not in the group of the same name in the other one
std::vector<VnicId> Regrouped(const TenantView& before,
                              const TenantView& after,
                              const ViewDelta& delta);

} // namespace ns3::vnlab

#endif // VNLAB_VM_GROUPS_H
