// SPDX-License-Identifier: GPL-2.0-only
//
// controller: where the controller of the control plane runs. What it does is the control plane's.

#include "model/service/server-kind.h"

namespace ns3::vnlab
{

namespace
{

class ControllerKind : public ServerKind
{
  public:
    std::string_view Name() const override
    {
        return "controller";
    }

    std::string_view Description() const override
    {
        return "runs the control plane's controller, if it has one";
    }

    bool IsController() const override
    {
        return true;
    }

    std::unique_ptr<ServerProgram> Start(const ProgramSetting&, const OwnKeys&) const override
    {
        return nullptr;
    }
};

const ServerKindRegistration kController{std::make_unique<ControllerKind>()};

} // namespace

} // namespace ns3::vnlab
