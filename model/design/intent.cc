// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/intent.h"

#include "model/spec/spec-settings.h"

namespace ns3::vnlab
{

uint64_t
CountIntent(const Design& design, const Specification& specification)
{
    const uint64_t stated = CountStated(specification, design.Takes());
    return design.VerifiesIdentity() ? stated + 1 + num_vertices(specification.graph) : stated;
}

} // namespace ns3::vnlab
