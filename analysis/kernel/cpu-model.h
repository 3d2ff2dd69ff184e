// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CPU_MODEL_H
#define VNLAB_CPU_MODEL_H

#include <string>

namespace ns3::vnlab
{

/// @return what this machine calls its processor, or "unknown CPU"
std::string CpuModel();

} // namespace ns3::vnlab

#endif // VNLAB_CPU_MODEL_H
