// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/build-paths.h"

namespace ns3::vnlab
{

std::string
BpfObjectsFolder()
{
    return VNLAB_BPF_OBJECTS;
}

} // namespace ns3::vnlab
