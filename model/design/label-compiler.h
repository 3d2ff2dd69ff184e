// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LABEL_COMPILER_H
#define VNLAB_LABEL_COMPILER_H

#include "model/design/grouped-compiler.h"
#include "model/rule/label-tables.h"

#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

/**
 * @return the number of a group's label set, from kFirstIdentity on: it is named after the group's first vNIC, so
 *         that equal sets share one and none gets another meaning; more than an IdentityNumber holds where the path
 *         has had so many vNICs before
 */
uint32_t IdentityOf(const CloudPlan& plan, GroupId group);

/// Label identities: the number of each vNIC's label set at its host, a policy map for each vNIC with the numbers that
/// it may speak with, and whose the addresses of its peers are.
class LabelCompiler : public GroupedCompiler
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

#endif // VNLAB_LABEL_COMPILER_H
