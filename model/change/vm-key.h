// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VM_KEY_H
#define VNLAB_VM_KEY_H

#include "model/change/change-kind.h"
#include "model/dice-purpose.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// @return why a text is neither a VM of a tenant nor "random", under the key `vm`
/// @param tenant in words, such as `tenant "shop-1"`
std::optional<ChangeObjection> ObjectionToVm(const std::string& tenant,
                                             const Specification& specification,
                                             const std::string& text);

/// @return the names of a specification's VMs, ascending
std::vector<std::string> VmNamesOf(const Specification& specification);

/// @param names at least one
/// @return one of them, by chance
std::string DrawName(const std::vector<std::string>& names,
                     const DicePurpose& purpose,
                     uint64_t seed);

} // namespace ns3::vnlab

#endif // VNLAB_VM_KEY_H
