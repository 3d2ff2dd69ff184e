// SPDX-License-Identifier: GPL-2.0-only
//
// quarantine: a VM keeps running and loses all its virtual links, until restore-vm. That is a version of the
// tenant's specification like any other, so each design pays for it what it pays for links that go.

#include "model/change/quarantine.h"

#include "model/change/vm-key.h"

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace ns3::vnlab
{

void
QuarantineKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Text(
        Named(like,
              "vm",
              "which VM of the tenant: its name, or \"random\": one that is not in quarantine, or "
              "is, where it is to be restored"),
        vm);
}

std::unique_ptr<OwnKeys>
QuarantineChange::MakeKeys() const
{
    return std::make_unique<QuarantineKeys>();
}

std::optional<ChangeObjection>
QuarantineChange::Objection(const std::string& tenant,
                            const Specification& before,
                            const OwnKeys& keys) const
{
    return ObjectionToVm("vm", dynamic_cast<const QuarantineKeys&>(keys).vm, tenant, before);
}

std::optional<std::string>
QuarantineChange::Shortfall(const Design& design, const OwnKeys&) const
{
    const std::vector<SpecPart> parts = design.Takes();
    if (std::ranges::find(parts, SpecPart::kLinks) != parts.end())
    {
        return std::nullopt;
    }
    return std::string(design.Name()) +
           " permits nothing link by link: packets to and from the VM pass all the same";
}

void
QuarantineChange::Make(const ChangeSetting& setting, const OwnKeys& keys) const
{
    if (const auto shortfall = Shortfall(setting.cloud.GetDesign(), keys))
    {
        setting.failed(*shortfall);
    }
    ChangeKind::Make(setting, keys);
}

namespace
{

const DicePurpose kWhomToQuarantine{"quarantine.which"};

class Quarantine : public QuarantineChange
{
  public:
    std::string_view Name() const override
    {
        return "quarantine";
    }

    std::string_view Description() const override
    {
        return "a VM keeps running and loses all its virtual links, until it is restored";
    }

    std::set<std::string> Quarantined(const std::set<std::string>& before,
                                      const Specification& wanted,
                                      const OwnKeys& keys,
                                      uint64_t seed) const override
    {
        std::string vm = dynamic_cast<const QuarantineKeys&>(keys).vm;
        std::vector<std::string> free = VmNamesOf(wanted);
        std::erase_if(free, [&before](const std::string& name) { return before.contains(name); });
        if (vm == "random" && free.empty())
        {
            throw std::invalid_argument("all VMs are in quarantine already");
        }
        vm = vm == "random" ? DrawName(free, kWhomToQuarantine, seed) : vm;
        std::set<std::string> after = before;
        if (!after.insert(vm).second)
        {
            throw std::invalid_argument("VM \"" + vm + "\" is in quarantine already");
        }
        return after;
    }
};

const ChangeKindRegistration kQuarantine{std::make_unique<Quarantine>()};

} // namespace

} // namespace ns3::vnlab
