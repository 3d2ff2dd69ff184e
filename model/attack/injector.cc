// SPDX-License-Identifier: GPL-2.0-only
#include "model/attack/injector.h"

#include <utility>

namespace ns3::vnlab
{

bool
AttackSetting::IsVictim(VmId vm) const
{
    const CloudPlan& plan = cloud.Plan();
    return attacker.position == Position::kInside || plan.At(vm).tenant != plan.At(foothold).tenant;
}

void
Attack::ReceiveTcp(const Guest&, const TcpConnection&, const Ptr<Packet>&)
{
}

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

Capability
Injector::MostCapability() const
{
    return Capability::kGuestRoot;
}

std::vector<Position>
Injector::Positions() const
{
    return {Position::kInside};
}

std::vector<Knowledge>
Injector::Knowledges() const
{
    return {Knowledge::kEverything};
}

std::vector<KeyProblem>
Injector::Problems(const OwnKeys&) const
{
    return {};
}

std::string
Injector::Label(const Attacker& attacker, const OwnKeys&) const
{
    return std::string(Name()) + "." + LabelOf(attacker);
}

std::vector<std::pair<std::string, std::string>>
Injector::NamedVms(const OwnKeys&) const
{
    return {};
}

std::optional<std::pair<std::string, std::string>>
Injector::NamedVictim(const OwnKeys&) const
{
    return std::nullopt;
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
