// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/whole-compiler.h"

#include <utility>

namespace ns3::vnlab
{

WholeCompiler::WholeCompiler(std::unique_ptr<Compiler> compiler)
    : m_compiler(std::move(compiler))
{
}

std::vector<Scope>
WholeCompiler::AllScopes(const TenantView& view) const
{
    return m_compiler->AllScopes(view);
}

std::vector<Scope>
WholeCompiler::AffectedScopes(const TenantView& before,
                              const TenantView& after,
                              const ViewDelta&) const
{
    std::vector<Scope> scopes = AllScopes(before);
    const std::vector<Scope> more = AllScopes(after);
    scopes.insert(scopes.end(), more.begin(), more.end());
    return scopes;
}

bool
WholeCompiler::ReadsSubstrate() const
{
    return m_compiler->ReadsSubstrate();
}

void
WholeCompiler::Compile(const TenantView& view, const Scope& scope, std::vector<Rule>& rules) const
{
    m_compiler->Compile(view, scope, rules);
}

std::optional<Scope::Kind>
WholeCompiler::OnDemand() const
{
    return m_compiler->OnDemand();
}

std::optional<Scope>
WholeCompiler::ScopeWith(const TenantView& view, const Miss& miss) const
{
    return m_compiler->ScopeWith(view, miss);
}

std::unique_ptr<Compiler>
WholeCompiler::WithGateways(std::vector<ServerId> gateways) const
{
    std::unique_ptr<Compiler> compiler = m_compiler->WithGateways(std::move(gateways));
    return compiler ? std::make_unique<WholeCompiler>(std::move(compiler)) : nullptr;
}

} // namespace ns3::vnlab
