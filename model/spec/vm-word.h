// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VM_WORD_H
#define VNLAB_VM_WORD_H

#include <string_view>

namespace ns3::vnlab
{

/// @param word a role, or the name of a VM
/// @param vm has `name` and `role`, as VmSpec does
/// @return whether the word means the VM
template <class Vm>
bool
Means(std::string_view word, const Vm& vm)
{
    return word == vm.name || word == vm.role;
}

} // namespace ns3::vnlab

#endif // VNLAB_VM_WORD_H
