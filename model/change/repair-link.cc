// SPDX-License-Identifier: GPL-2.0-only
//
// repair-link: a cable that has failed works again.

#include "model/change/link-outage.h"

namespace ns3::vnlab
{

namespace
{

class RepairLink : public LinkOutage
{
  public:
    RepairLink()
        : LinkOutage(false)
    {
    }

    std::string_view Name() const override
    {
        return "repair-link";
    }

    std::string_view Description() const override
    {
        return "a link that has failed works again, both ways";
    }
};

const ChangeKindRegistration kRepairLink{std::make_unique<RepairLink>()};

} // namespace

} // namespace ns3::vnlab
