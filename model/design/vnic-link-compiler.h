// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VNIC_LINK_COMPILER_H
#define VNLAB_VNIC_LINK_COMPILER_H

#include "model/rule/compiler.h"

#include <vector>

namespace ns3::vnlab
{

/// What compilers share whose rules each come of one vNIC or of one virtual link, with the places of its ends.
class VnicLinkCompiler : public Compiler
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
    virtual void AddVnic(const TenantView& view,
                         const Scope& scope,
                         VnicId vnic,
                         std::vector<Rule>& rules) const = 0;
    virtual void AddLink(const TenantView& view,
                         const Scope& scope,
                         const ViewLink& link,
                         std::vector<Rule>& rules) const = 0;
};

} // namespace ns3::vnlab

#endif // VNLAB_VNIC_LINK_COMPILER_H
