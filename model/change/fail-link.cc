// SPDX-License-Identifier: GPL-2.0-only
//
// fail-link: a cable fails. Frames on it are lost; routers go around it once they know.

#include "model/change/link-outage.h"

namespace ns3::vnlab
{

namespace
{

class FailLink : public LinkOutage
{
  public:
    FailLink()
        : LinkOutage(true)
    {
    }

    std::string_view Name() const override
    {
        return "fail-link";
    }

    std::string_view Description() const override
    {
        return "a link of the substrate fails, both ways";
    }
};

const ChangeKindRegistration kFailLink{std::make_unique<FailLink>()};

} // namespace

} // namespace ns3::vnlab
