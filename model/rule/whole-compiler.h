// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_WHOLE_COMPILER_H
#define VNLAB_WHOLE_COMPILER_H

#include "model/rule/compiler.h"

#include <cstdint>
#include <memory>

namespace ns3::vnlab
{

/// What is computed anew for a change.
enum class Recompute : uint8_t
{
    kAffected,   ///< versions by what differs, and the scopes that this touches
    kEverything, ///< all tenants' versions, and all of their scopes
};

/// A compiler that takes every scope for affected: what incremental work is compared with.
class WholeCompiler : public Compiler
{
  public:
    explicit WholeCompiler(std::unique_ptr<Compiler> compiler);

    std::vector<Scope> AllScopes(const TenantView& view) const override;
    std::vector<Scope> AffectedScopes(const TenantView& before,
                                      const TenantView& after,
                                      const ViewDelta& delta) const override;
    bool ReadsSubstrate() const override;
    void Compile(const TenantView& view,
                 const Scope& scope,
                 std::vector<Rule>& rules) const override;
    std::optional<Scope::Kind> OnDemand() const override;
    std::optional<Scope> ScopeWith(const TenantView& view, const Miss& miss) const override;
    std::unique_ptr<Compiler> WithGateways(std::vector<ServerId> gateways) const override;

  private:
    std::unique_ptr<Compiler> m_compiler;
};

} // namespace ns3::vnlab

#endif // VNLAB_WHOLE_COMPILER_H
