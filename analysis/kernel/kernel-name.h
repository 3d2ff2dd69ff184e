// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_KERNEL_NAME_H
#define VNLAB_KERNEL_NAME_H

#include <string>

namespace ns3::vnlab
{

/// @return the kernel's name and release, such as "Linux 6.18.0"
std::string KernelName();

} // namespace ns3::vnlab

#endif // VNLAB_KERNEL_NAME_H
