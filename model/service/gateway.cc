// SPDX-License-Identifier: GPL-2.0-only
//
// gateway: forwards what hosts have no entry for, where the control plane uses gateways. What it
// forwards to where, and how, is the deployment's.

#include "model/service/server-kind.h"

namespace ns3::vnlab
{

namespace
{

class GatewayKind : public ServerKind
{
  public:
    std::string_view Name() const override
    {
        return "gateway";
    }

    std::string_view Description() const override
    {
        return "forwards what hosts have no entry for, where control = \"hoverboard\"";
    }

    bool IsGateway() const override
    {
        return true;
    }

    std::unique_ptr<ServerProgram> Start(const ProgramSetting&, const OwnKeys&) const override
    {
        return nullptr;
    }
};

const ServerKindRegistration kGateway{std::make_unique<GatewayKind>()};

} // namespace

} // namespace ns3::vnlab
