// SPDX-License-Identifier: GPL-2.0-only
#include "model/change/change-kind.h"

#include <stdexcept>
#include <utility>

namespace ns3::vnlab
{

void
Attempt(const ChangeSetting& setting, const std::function<void()>& step)
{
    try
    {
        step();
    }
    catch (const std::invalid_argument& refusal)
    {
        setting.failed(refusal.what());
    }
    catch (const RuleConflict& conflict)
    {
        setting.failed(conflict.what());
    }
}

std::unique_ptr<OwnKeys>
ChangeKind::MakeKeys() const
{
    return std::make_unique<NoKeys>();
}

ChangeOf
ChangeKind::Of(const OwnKeys&) const
{
    return ChangeOf::kTenant;
}

Presence
ChangeKind::TenantsBecome() const
{
    return Presence::kStays;
}

std::optional<Arrivals>
ChangeKind::StandsFor(const OwnKeys&) const
{
    return std::nullopt;
}

NamedSpecification*
ChangeKind::Named(OwnKeys&) const
{
    return nullptr;
}

std::optional<ChangeObjection>
ChangeKind::Objection(const std::string&, const Specification&, const OwnKeys&) const
{
    return std::nullopt;
}

std::optional<ChangeObjection>
ChangeKind::ObjectionOn(const Topology&, const OwnKeys&) const
{
    return std::nullopt;
}

std::optional<std::string>
ChangeKind::Shortfall(const Design&, const OwnKeys&) const
{
    return std::nullopt;
}

std::optional<std::pair<std::string, std::string>>
ChangeKind::NamedController(const OwnKeys&) const
{
    return std::nullopt;
}

std::shared_ptr<const Specification>
ChangeKind::Wanted(const Specification&, const OwnKeys&, uint64_t) const
{
    return nullptr;
}

bool
ChangeKind::DrawsVms(const OwnKeys&) const
{
    return false;
}

std::set<std::string>
ChangeKind::Quarantined(const std::set<std::string>& before,
                        const Specification&,
                        const OwnKeys&,
                        uint64_t) const
{
    return before;
}

void
ChangeKind::Make(const ChangeSetting& setting, const OwnKeys&) const
{
    setting.submitted(setting.cloud.Operate().Resubmit(
        setting.tenant, *setting.wanted, setting.acked, setting.step, setting.failed));
}

const ChangeKind*
FindChangeKind(std::string_view name)
{
    return Registry<ChangeKind>::Get().Find(name);
}

std::vector<const ChangeKind*>
AllChangeKinds()
{
    return Registry<ChangeKind>::Get().All();
}

} // namespace ns3::vnlab
