// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GROUP_COMPILER_H
#define VNLAB_GROUP_COMPILER_H

#include "model/design/location-compiler.h"
#include "model/rule/compiler.h"

#include <vector>

namespace ns3::vnlab
{

/**
 * @brief Security groups on segments: places as LocationCompiler has them, the group of each vNIC at its host, and
 * at the hosts of a group's members its rules and the addresses of the groups that these name.
 *
 * A rule is caused by each link that it permits, an address by each link of it to a member here, so a change of
 * links concerns these links alone, and those of vNICs that change groups by it.
 */
class GroupCompiler : public Compiler
{
  public:
    std::vector<Scope> AllScopes(const TenantView& view) const override;
    std::vector<Scope> AffectedScopes(const TenantView& before,
                                      const TenantView& after,
                                      const ViewDelta& delta) const override;
    void Compile(const TenantView& view,
                 const Scope& scope,
                 std::vector<Rule>& rules) const override;

  private:
    LocationCompiler m_locations;
};

} // namespace ns3::vnlab

#endif // VNLAB_GROUP_COMPILER_H
