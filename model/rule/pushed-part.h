// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PUSHED_PART_H
#define VNLAB_PUSHED_PART_H

#include "model/rule/compiler.h"

#include <memory>

namespace ns3::vnlab
{

/// A compiler without the scopes that places ask for: what is pushed beside a control plane that works
/// on demand.
class PushedPart : public Compiler
{
  public:
    /// @param whole outlives this
    explicit PushedPart(const Compiler& whole);

    std::vector<Scope> AllScopes(const TenantView& view) const override;
    std::vector<Scope> AffectedScopes(const TenantView& before,
                                      const TenantView& after,
                                      const ViewDelta& delta) const override;
    bool ReadsSubstrate() const override;
    void Compile(const TenantView& view,
                 const Scope& scope,
                 std::vector<Rule>& rules) const override;

  private:
    std::vector<Scope> Without(std::vector<Scope> scopes) const;

    const Compiler& m_whole;
};

/// @return how the rules change that places may have asked for, in the order of their keys
RuleDelta ChangeOnDemand(const Compiler& compiler,
                         const TenantView& before,
                         const TenantView& after,
                         const ViewDelta& delta);

} // namespace ns3::vnlab

#endif // VNLAB_PUSHED_PART_H
