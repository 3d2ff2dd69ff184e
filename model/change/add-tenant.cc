// SPDX-License-Identifier: GPL-2.0-only
//
// add-tenant: a tenant comes, which wants nothing until then.

#include "model/change/change-kind.h"

namespace ns3::vnlab
{

namespace
{

class AddTenant : public ChangeKind
{
  public:
    std::string_view Name() const override
    {
        return "add-tenant";
    }

    std::string_view Description() const override
    {
        return "a tenant comes, which wants nothing until then";
    }

    Presence TenantsBecome() const override
    {
        return Presence::kComes;
    }
};

const ChangeKindRegistration kAddTenant{std::make_unique<AddTenant>()};

} // namespace

} // namespace ns3::vnlab
