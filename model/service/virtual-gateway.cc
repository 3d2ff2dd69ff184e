// SPDX-License-Identifier: GPL-2.0-only
//
// virtual-gateway: joins tenants' own networks, their sites, to their paths, under designs that have such. How
// it does so is the design's.

#include "model/service/server-kind.h"

namespace ns3::vnlab
{

namespace
{

class VirtualGatewayKind : public ServerKind
{
  public:
    std::string_view Name() const override
    {
        return "virtual-gateway";
    }

    std::string_view Description() const override
    {
        return "joins tenants' sites to their networks, under openflow-overlay";
    }

    bool IsVirtualGateway() const override
    {
        return true;
    }

    std::unique_ptr<ServerProgram> Start(const ProgramSetting&, const OwnKeys&) const override
    {
        return nullptr;
    }
};

const ServerKindRegistration kVirtualGateway{std::make_unique<VirtualGatewayKind>()};

} // namespace

} // namespace ns3::vnlab
