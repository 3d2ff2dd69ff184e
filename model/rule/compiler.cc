// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/compiler.h"

namespace ns3::vnlab
{

bool
Compiler::ReadsSubstrate() const
{
    return false;
}

std::optional<Scope::Kind>
Compiler::OnDemand() const
{
    return std::nullopt;
}

std::optional<Scope>
Compiler::ScopeWith(const TenantView&, const Miss&) const
{
    return std::nullopt;
}

std::unique_ptr<Compiler>
Compiler::WithGateways(std::vector<ServerId>) const
{
    return nullptr;
}

} // namespace ns3::vnlab
