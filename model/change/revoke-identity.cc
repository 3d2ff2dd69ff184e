// SPDX-License-Identifier: GPL-2.0-only
//
// revoke-identity: a VM's certificate is revoked. Hosts that hold what it was permitted drop its packets from
// when they have been told.

#include "model/change/revoke-identity.h"

#include "model/change/vm-key.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace ns3::vnlab
{

void
RevokeIdentityKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Text(Named(like,
                    "vm",
                    "whose certificate is revoked: a VM of the tenant's by its name, or "
                    "\"random\": one whose is not"),
              vm);
}

namespace
{

const DicePurpose kWhomToRevoke{"revoke-identity.which"};

/// One of the tenant's VMs whose certificate is not revoked.
std::string
DrawUnrevoked(const ChangeSetting& setting)
{
    const auto& vmByName = setting.cloud.Plan().At(setting.tenant).vmByName;
    std::vector<std::string> names = VmNamesOf(*setting.wanted);
    std::erase_if(names,
                  [&](const std::string& name)
                  { return setting.cloud.Operate().IsRevoked(vmByName.at(name)); });
    if (names.empty())
    {
        throw std::invalid_argument("all of the tenant's certificates are revoked");
    }
    return DrawName(names, kWhomToRevoke, setting.seed);
}

class RevokeIdentity : public ChangeKind
{
  public:
    std::string_view Name() const override
    {
        return "revoke-identity";
    }

    std::string_view Description() const override
    {
        return "a VM's certificate is revoked, and hosts drop its packets";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<RevokeIdentityKeys>();
    }

    std::optional<ChangeObjection> Objection(const std::string& tenant,
                                             const Specification& before,
                                             const OwnKeys& keys) const override
    {
        return ObjectionToVm(
            "vm", dynamic_cast<const RevokeIdentityKeys&>(keys).vm, tenant, before);
    }

    std::optional<std::string> Shortfall(const Design& design, const OwnKeys&) const override
    {
        return design.VerifiesIdentity()
                 ? std::nullopt
                 : std::optional(std::string(design.Name()) +
                                 " verifies no identities: there is nothing to revoke");
    }

    void Make(const ChangeSetting& setting, const OwnKeys& keys) const override
    {
        if (const auto shortfall = Shortfall(setting.cloud.GetDesign(), keys))
        {
            throw std::invalid_argument(*shortfall);
        }
        const std::string& named = dynamic_cast<const RevokeIdentityKeys&>(keys).vm;
        const std::string vm = named == "random" ? DrawUnrevoked(setting) : named;
        setting.submitted(setting.cloud.Operate().Revoke(
            setting.cloud.Plan().At(setting.tenant).vmByName.at(vm), setting.acked));
    }
};

const ChangeKindRegistration kRevokeIdentity{std::make_unique<RevokeIdentity>()};

} // namespace

} // namespace ns3::vnlab
