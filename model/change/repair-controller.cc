// SPDX-License-Identifier: GPL-2.0-only
//
// repair-controller: a controller that has failed works again.

#include "model/change/controller-outage.h"

namespace ns3::vnlab
{

namespace
{

class RepairController : public ControllerOutage
{
  public:
    RepairController()
        : ControllerOutage(false)
    {
    }

    std::string_view Name() const override
    {
        return "repair-controller";
    }

    std::string_view Description() const override
    {
        return "a server of the control plane that has failed works again";
    }
};

const ChangeKindRegistration kRepairController{std::make_unique<RepairController>()};

} // namespace

} // namespace ns3::vnlab
