// SPDX-License-Identifier: GPL-2.0-only
//
// fail-controller: a controller loses its power.

#include "model/change/controller-outage.h"

namespace ns3::vnlab
{

namespace
{

class FailController : public ControllerOutage
{
  public:
    FailController()
        : ControllerOutage(true)
    {
    }

    std::string_view Name() const override
    {
        return "fail-controller";
    }

    std::string_view Description() const override
    {
        return "a server of the control plane loses its power";
    }
};

const ChangeKindRegistration kFailController{std::make_unique<FailController>()};

} // namespace

} // namespace ns3::vnlab
