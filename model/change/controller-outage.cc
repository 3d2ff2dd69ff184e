// SPDX-License-Identifier: GPL-2.0-only
#include "model/change/controller-outage.h"

#include "model/dice.h"

#include <stdexcept>
#include <vector>

namespace ns3::vnlab
{

namespace
{

const DicePurpose kWhichController{"controller-outage.which"};

} // namespace

void
ControllerOutageKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Text(Named(like,
                    "controller",
                    "name of the server, `controller` unless others are, or \"random\""),
              controller);
}

ControllerOutage::ControllerOutage(bool fails)
    : m_fails(fails)
{
}

ChangeOf
ControllerOutage::Of(const OwnKeys&) const
{
    return ChangeOf::kSubstrate;
}

std::unique_ptr<OwnKeys>
ControllerOutage::MakeKeys() const
{
    return std::make_unique<ControllerOutageKeys>();
}

std::optional<std::pair<std::string, std::string>>
ControllerOutage::NamedController(const OwnKeys& keys) const
{
    const std::string& name = dynamic_cast<const ControllerOutageKeys&>(keys).controller;
    return name == "random" ? std::nullopt : std::optional(std::pair("controller", name));
}

void
ControllerOutage::Make(const ChangeSetting& setting, const OwnKeys& keys) const
{
    const std::string& name = dynamic_cast<const ControllerOutageKeys&>(keys).controller;
    Operations& operations = setting.cloud.Operate();
    std::vector<ServerId> servers;
    for (const auto& controller : setting.cloud.Under().Controllers())
    {
        if ((name == "random" || controller->Name() == name) &&
            operations.HasFailed(controller->GetId()) != m_fails)
        {
            servers.push_back(controller->GetId());
        }
    }
    if (servers.empty())
    {
        throw std::invalid_argument("no controller of the name \"" + name +
                                    (m_fails ? "\" works" : "\" has failed"));
    }
    const auto count = static_cast<uint32_t>(servers.size());
    const ServerId chosen = servers[Dice(setting.seed, 0).Below(count, kWhichController, 0, 0)];
    m_fails ? operations.Fail(chosen, setting.acked, setting.submitted)
            : operations.Repair(chosen, setting.acked, setting.submitted);
}

} // namespace ns3::vnlab
