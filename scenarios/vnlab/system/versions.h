// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VERSIONS_H
#define VNLAB_VERSIONS_H

#include "analysis/result/result-store.h"

namespace ns3::vnlab
{

/// @return what this program is built from, as results are stored with it
Versions GetVersions();

} // namespace ns3::vnlab

#endif // VNLAB_VERSIONS_H
