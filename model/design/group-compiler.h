// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GROUP_COMPILER_H
#define VNLAB_GROUP_COMPILER_H

#include "model/design/grouped-compiler.h"

#include <vector>

namespace ns3::vnlab
{

/// Security groups: the group of each vNIC at its host, and at the hosts of a group's members its rules and the
/// addresses of the groups that these name.
class GroupCompiler : public GroupedCompiler
{
  private:
    void AddPort(const TenantView& view,
                 const Scope& scope,
                 const GroupMember& port,
                 std::vector<Rule>& rules) const override;
    void AddEnd(const TenantView& view,
                const Scope& scope,
                const GroupMember& own,
                const GroupMember& peer,
                std::vector<Rule>& rules) const override;
};

} // namespace ns3::vnlab

#endif // VNLAB_GROUP_COMPILER_H
