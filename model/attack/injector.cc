// SPDX-License-Identifier: GPL-2.0-only
#include "model/attack/injector.h"

#include <utility>

namespace ns3::vnlab
{

std::unique_ptr<OwnKeys>
Injector::MakeKeys() const
{
    return std::make_unique<NoKeys>();
}

Capability
Injector::LeastCapability() const
{
    return Capability::kGuestUser;
}

std::vector<std::pair<std::string, std::string>>
Injector::NamedVms(const OwnKeys&) const
{
    return {};
}

const Injector*
FindInjector(std::string_view name)
{
    return Registry<Injector>::Get().Find(name);
}

std::vector<const Injector*>
AllInjectors()
{
    return Registry<Injector>::Get().All();
}

} // namespace ns3::vnlab
