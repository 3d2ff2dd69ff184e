// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BUILD_PATHS_H
#define VNLAB_BUILD_PATHS_H

#include <string>

namespace ns3::vnlab
{

/// @return the folder of the hook programs that were built for a Linux kernel
std::string BpfObjectsFolder();

} // namespace ns3::vnlab

#endif // VNLAB_BUILD_PATHS_H
