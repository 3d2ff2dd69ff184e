// SPDX-License-Identifier: GPL-2.0-only
//
// vpn-concentrator: the centre of a VPN between data centers, under designs that have such. Its data center is the
// master; what it does there is the design's.

#include "model/service/server-kind.h"

namespace ns3::vnlab
{

namespace
{

class VpnConcentratorKind : public ServerKind
{
  public:
    std::string_view Name() const override
    {
        return "vpn-concentrator";
    }

    std::string_view Description() const override
    {
        return "all that VMs say to each other passes it, under master-vpn";
    }

    bool IsConcentrator() const override
    {
        return true;
    }

    std::unique_ptr<ServerProgram> Start(const ProgramSetting&, const OwnKeys&) const override
    {
        return nullptr;
    }
};

const ServerKindRegistration kVpnConcentrator{std::make_unique<VpnConcentratorKind>()};

} // namespace

} // namespace ns3::vnlab
