// SPDX-License-Identifier: GPL-2.0-only
#include "model/service/server-kind.h"

namespace ns3::vnlab
{

std::unique_ptr<OwnKeys>
ServerKind::MakeKeys() const
{
    return std::make_unique<NoKeys>();
}

std::vector<std::pair<std::string, std::string>>
ServerKind::NamedVms(const OwnKeys&) const
{
    return {};
}

bool
ServerKind::IsController() const
{
    return false;
}

bool
ServerKind::IsVirtualGateway() const
{
    return false;
}

std::optional<OwnNetwork>
ServerKind::Network(const OwnKeys&) const
{
    return std::nullopt;
}

bool
ServerKind::IsGateway() const
{
    return false;
}

bool
ServerKind::IsConcentrator() const
{
    return false;
}

const ServerKind*
FindServerKind(std::string_view name)
{
    return Registry<ServerKind>::Get().Find(name);
}

std::vector<const ServerKind*>
AllServerKinds()
{
    return Registry<ServerKind>::Get().All();
}

} // namespace ns3::vnlab
