// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/kernel/kernel-name.h"

#include <sys/utsname.h>

namespace ns3::vnlab
{

std::string
KernelName()
{
    utsname name{};
    uname(&name);
    return std::string(name.sysname) + ' ' + name.release;
}

} // namespace ns3::vnlab
