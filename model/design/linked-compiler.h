// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LINKED_COMPILER_H
#define VNLAB_LINKED_COMPILER_H

#include "model/rule/compiler.h"

#include <vector>

namespace ns3::vnlab
{

/// The host of a virtual link's end knows where the other end is, if that is on another host.
class LinkedCompiler : public Compiler
{
  public:
    std::vector<Scope> AllScopes(const TenantView& view) const override;
    std::vector<Scope> AffectedScopes(const TenantView& before,
                                      const TenantView& after,
                                      const ViewDelta& delta) const override;
    void Compile(const TenantView& view,
                 const Scope& scope,
                 std::vector<Rule>& rules) const override;
};

} // namespace ns3::vnlab

#endif // VNLAB_LINKED_COMPILER_H
