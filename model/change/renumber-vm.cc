// SPDX-License-Identifier: GPL-2.0-only
//
// renumber-vm: a VM's vNICs get other provider addresses on the host where they are.

#include "model/change/vm-key.h"

namespace ns3::vnlab
{

namespace
{

const DicePurpose kRenumberWhich{"renumber-vm.which"};

struct RenumberVmKeys : KeysOf<RenumberVmKeys>
{
    std::string vm{"random"};

    void Visit(KeyVisitor& keys, const Key& like) override
    {
        keys.Text(
            Named(like, "vm", "which VM of the tenant is renumbered: its name, or \"random\""), vm);
    }
};

class RenumberVm : public ChangeKind
{
  public:
    std::string_view Name() const override
    {
        return "renumber-vm";
    }

    std::string_view Description() const override
    {
        return "a VM gets other provider addresses on its host; moves nothing where VMs have none";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<RenumberVmKeys>();
    }

    std::optional<ChangeObjection> Objection(const std::string& tenant,
                                             const Specification& before,
                                             const OwnKeys& keys) const override
    {
        return ObjectionToVm("vm", dynamic_cast<const RenumberVmKeys&>(keys).vm, tenant, before);
    }

    void Make(const ChangeSetting& setting, const OwnKeys& keys) const override
    {
        const VmId vm =
            ChooseVm(setting, dynamic_cast<const RenumberVmKeys&>(keys).vm, kRenumberWhich);
        setting.submitted(setting.cloud.Operate().Renumber(vm, setting.acked));
    }
};

const ChangeKindRegistration kRenumberVm{std::make_unique<RenumberVm>()};

} // namespace

} // namespace ns3::vnlab
