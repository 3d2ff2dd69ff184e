// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_IDENTITY_COMPILER_H
#define VNLAB_IDENTITY_COMPILER_H

#include "model/rule/compiler.h"

#include <set>
#include <vector>

namespace ns3::vnlab
{

/// @return what two VMs may speak: the union over their links on all paths, as an identity firewall's list is
///         about VMs; empty means everything
std::set<Service> ServicesBetween(const TenantView& view, VmId a, VmId b);

/// At each vNIC's host its segment and identity; at the hosts of both ends of a virtual link the other end's
/// place and identity, and permits for the pair; at the hosts on a service chain whose packets pass them. Sealed,
/// also the associations of the pair, or of each hop of the chain, as far as it goes from host to host.
class IdentityCompiler : public Compiler
{
  public:
    /// @param seals whether hosts put what they send one another into ESP
    explicit IdentityCompiler(bool seals);

    std::vector<Scope> AllScopes(const TenantView& view) const override;
    std::vector<Scope> AffectedScopes(const TenantView& before,
                                      const TenantView& after,
                                      const ViewDelta& delta) const override;
    void Compile(const TenantView& view,
                 const Scope& scope,
                 std::vector<Rule>& rules) const override;

  private:
    bool m_seals;
};

} // namespace ns3::vnlab

#endif // VNLAB_IDENTITY_COMPILER_H
