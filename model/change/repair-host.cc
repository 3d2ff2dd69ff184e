// SPDX-License-Identifier: GPL-2.0-only
//
// repair-host: a host that has failed works again, with those of its VMs that are nowhere else.

#include "model/change/repair-host.h"

#include "model/change/host-key.h"

namespace ns3::vnlab
{

void
RepairHostKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Text(Named(like, "host", "number of a host that has failed, or \"random\""), host);
}

namespace
{

const DicePurpose kWhichIsRepaired{"repair-host.which"};

class RepairHost : public ChangeKind
{
  public:
    std::string_view Name() const override
    {
        return "repair-host";
    }

    std::string_view Description() const override
    {
        return "a host that has failed works again, with those of its VMs that are nowhere else";
    }

    ChangeOf Of(const OwnKeys&) const override
    {
        return ChangeOf::kSubstrate;
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<RepairHostKeys>();
    }

    std::optional<ChangeObjection> ObjectionOn(const Topology& topology,
                                               const OwnKeys& keys) const override
    {
        return ObjectionToHost(topology, dynamic_cast<const RepairHostKeys&>(keys).host);
    }

    void Make(const ChangeSetting& setting, const OwnKeys& keys) const override
    {
        const auto& own = dynamic_cast<const RepairHostKeys&>(keys);
        setting.cloud.Operate().Repair(ChooseHost(setting, own.host, kWhichIsRepaired, true),
                                       setting.acked,
                                       setting.submitted);
    }
};

const ChangeKindRegistration kRepairHost{std::make_unique<RepairHost>()};

} // namespace

} // namespace ns3::vnlab
