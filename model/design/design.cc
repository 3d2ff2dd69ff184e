// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/design.h"

#include <utility>

namespace ns3::vnlab
{

std::string_view
Design::GetControlPlane() const
{
    return "push";
}

std::vector<const HookProgram*>
Design::HookPrograms() const
{
    return {};
}

std::vector<Rule>
Design::BootRules(const TenantView&, VnicId) const
{
    return {};
}

bool
Design::VerifiesIdentity() const
{
    return false;
}

std::optional<std::string>
Design::Objection(std::span<const TenantView>) const
{
    return std::nullopt;
}

const Design*
FindDesign(std::string_view name)
{
    return Registry<Design>::Get().Find(name);
}

std::vector<const Design*>
AllDesigns()
{
    return Registry<Design>::Get().All();
}

} // namespace ns3::vnlab
