// SPDX-License-Identifier: GPL-2.0-only
//
// remove-tenant: a tenant goes, with all of its VMs.

#include "model/change/change-kind.h"

namespace ns3::vnlab
{

namespace
{

class RemoveTenant : public ChangeKind
{
  public:
    std::string_view Name() const override
    {
        return "remove-tenant";
    }

    std::string_view Description() const override
    {
        return "a tenant goes, with all of its VMs";
    }

    Presence TenantsBecome() const override
    {
        return Presence::kGoes;
    }
};

const ChangeKindRegistration kRemoveTenant{std::make_unique<RemoveTenant>()};

} // namespace

} // namespace ns3::vnlab
