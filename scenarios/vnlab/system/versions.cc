// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/system/versions.h"

namespace ns3::vnlab
{

Versions
GetVersions()
{
    return {VNLAB_VERSION, VNLAB_NS3_VERSION};
}

} // namespace ns3::vnlab
