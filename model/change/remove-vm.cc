// SPDX-License-Identifier: GPL-2.0-only
//
// remove-vm: a tenant wants a VM no longer, nor its links.

#include "model/change/vm-key.h"
#include "model/dice.h"
#include "model/spec/steering.h"

namespace ns3::vnlab
{

namespace
{

const DicePurpose kRemoveVmWhich{"remove-vm.which"};

struct RemoveVmKeys : KeysOf<RemoveVmKeys>
{
    std::string vm{"random"};

    void Visit(KeyVisitor& keys, const Key& like) override
    {
        keys.Text(Named(like, "vm", "which VM of the tenant goes: its name, or \"random\""), vm);
    }
};

class RemoveVm : public ChangeKind
{
  public:
    std::string_view Name() const override
    {
        return "remove-vm";
    }

    std::string_view Description() const override
    {
        return "a VM goes, and its virtual links with it";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<RemoveVmKeys>();
    }

    std::optional<ChangeObjection> Objection(const std::string& tenant,
                                             const Specification& before,
                                             const OwnKeys& keys) const override
    {
        return ObjectionToVm("vm", dynamic_cast<const RemoveVmKeys&>(keys).vm, tenant, before);
    }

    std::shared_ptr<const Specification> Wanted(const Specification& before,
                                                const OwnKeys& keys,
                                                uint64_t seed) const override
    {
        const std::vector<VmVertex> vms =
            MeantVms(before.graph, dynamic_cast<const RemoveVmKeys&>(keys).vm);
        const auto count = static_cast<uint32_t>(vms.size());
        const VmVertex vm = vms.at(Dice(seed, 0).Below(count, kRemoveVmWhich, 0, 0));
        auto after = std::make_shared<Specification>(before);
        clear_vertex(vm, after->graph);
        remove_vertex(vm, after->graph);
        RemoveBrokenChains(*after);
        return after;
    }

    bool DrawsVms(const OwnKeys& keys) const override
    {
        return dynamic_cast<const RemoveVmKeys&>(keys).vm == "random";
    }
};

const ChangeKindRegistration kRemoveVm{std::make_unique<RemoveVm>()};

} // namespace

} // namespace ns3::vnlab
