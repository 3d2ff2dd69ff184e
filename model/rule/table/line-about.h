// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LINE_ABOUT_H
#define VNLAB_LINE_ABOUT_H

#include "model/rule/table.h"

#include <string>

namespace ns3::vnlab
{

/// @return a line with a VM's name in it
inline RuleLine
LineAbout(VmId vm, const RuleNames& names, const std::string& before, const std::string& after)
{
    return {before + names.Plan().At(vm).name + after, vm};
}

} // namespace ns3::vnlab

#endif // VNLAB_LINE_ABOUT_H
