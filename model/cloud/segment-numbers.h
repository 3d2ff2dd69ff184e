// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SEGMENT_NUMBERS_H
#define VNLAB_SEGMENT_NUMBERS_H

#include "model/ids.h"

namespace ns3::vnlab
{

/// Segments take their numbers in the order of tenants and their paths, from here on.
constexpr Vni kFirstVni{4096};

} // namespace ns3::vnlab

#endif // VNLAB_SEGMENT_NUMBERS_H
