// SPDX-License-Identifier: GPL-2.0-only
//
// restore-vm: a VM that was in quarantine gets back the virtual links that its tenant wants then.

#include "model/change/quarantine.h"
#include "model/change/vm-key.h"

#include <stdexcept>
#include <vector>

namespace ns3::vnlab
{

namespace
{

const DicePurpose kWhomToRestore{"restore-vm.which"};

class RestoreVm : public QuarantineChange
{
  public:
    std::string_view Name() const override
    {
        return "restore-vm";
    }

    std::string_view Description() const override
    {
        return "a VM in quarantine gets back the links that its tenant wants";
    }

    std::set<std::string> Quarantined(const std::set<std::string>& before,
                                      const Specification&,
                                      const OwnKeys& keys,
                                      uint64_t seed) const override
    {
        std::string vm = dynamic_cast<const QuarantineKeys&>(keys).vm;
        if (before.empty())
        {
            throw std::invalid_argument("no VM is in quarantine");
        }
        vm = vm == "random" ? DrawName({before.begin(), before.end()}, kWhomToRestore, seed) : vm;
        std::set<std::string> after = before;
        if (after.erase(vm) == 0)
        {
            throw std::invalid_argument("VM \"" + vm + "\" is not in quarantine");
        }
        return after;
    }
};

const ChangeKindRegistration kRestoreVm{std::make_unique<RestoreVm>()};

} // namespace

} // namespace ns3::vnlab
