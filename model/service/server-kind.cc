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
ServerKind::IsGateway() const
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
