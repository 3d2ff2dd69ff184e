// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/design.h"

#include "ns3/abort.h"

#include <functional>
#include <map>
#include <utility>

namespace ns3::vnlab
{

namespace
{

using Registry = std::map<std::string_view, std::unique_ptr<const Design>, std::less<>>;

/// Made on first use, as registrations run before main in no stated order.
Registry&
Designs()
{
    static Registry designs;
    return designs;
}

} // namespace

ControlPlane
Design::GetControlPlane() const
{
    return ControlPlane::kPush;
}

std::vector<const HookProgram*>
Design::HookPrograms() const
{
    return {};
}

std::vector<Rule>
Design::BootRules(const CloudPlan&, VnicId) const
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

DesignRegistration::DesignRegistration(std::unique_ptr<const Design> design)
{
    const std::string_view name = design->Name();
    NS_ABORT_MSG_UNLESS(Designs().try_emplace(name, std::move(design)).second,
                        "two designs are called " << name);
}

const Design*
FindDesign(std::string_view name)
{
    const auto it = Designs().find(name);
    return it == Designs().end() ? nullptr : it->second.get();
}

std::vector<const Design*>
AllDesigns()
{
    std::vector<const Design*> all;
    for (const auto& [name, design] : Designs())
    {
        all.push_back(design.get());
    }
    return all;
}

} // namespace ns3::vnlab
