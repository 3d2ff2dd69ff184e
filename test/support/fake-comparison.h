// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FAKE_COMPARISON_H
#define VNLAB_FAKE_COMPARISON_H

#include "analysis/compare/comparison.h"

#include <cstdint>

namespace ns3::vnlab
{

/// @return results that look as those of a cloud of 2,000 VMs do: four designs, @p runs runs each
Comparison FakeComparison(uint32_t runs);

} // namespace ns3::vnlab

#endif // VNLAB_FAKE_COMPARISON_H
