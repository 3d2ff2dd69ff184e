// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GROUPED_COMPILER_H
#define VNLAB_GROUPED_COMPILER_H

#include "model/design/location-compiler.h"
#include "model/design/vm-groups.h"
#include "model/rule/compiler.h"

#include <vector>

namespace ns3::vnlab
{

/// A vNIC, and the group that it is in.
struct GroupMember
{
    VnicId vnic;
    GroupId group;
};

/**
 * @brief Segments with firewalls that decide by groups of vNICs (vm-groups.h): places as LocationCompiler has them,
 * and what a subclass makes of each vNIC and each end of a link.
 *
 * What a host knows of a group is caused by each link of a member here, so a change of links concerns these links
 * alone, and those of vNICs that change groups by it. Chains are led nowhere, so their links are as all others.
 */
class GroupedCompiler : public Compiler
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
    /// Appends what the host of a vNIC knows of it.
    virtual void AddPort(const TenantView& view,
                         const Scope& scope,
                         const GroupMember& port,
                         std::vector<Rule>& rules) const = 0;

    /// Appends what the host of a link's end knows of the other one.
    virtual void AddEnd(const TenantView& view,
                        const Scope& scope,
                        const GroupMember& own,
                        const GroupMember& peer,
                        std::vector<Rule>& rules) const = 0;

    LocationCompiler m_locations;
};

/// @return the services that a link permits, one of any protocol and port for everything
std::vector<Service> ServicesOf(const TenantView& view, VnicId a, VnicId b);

} // namespace ns3::vnlab

#endif // VNLAB_GROUPED_COMPILER_H
