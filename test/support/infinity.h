// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_INFINITY_H
#define VNLAB_TEST_INFINITY_H

#include <limits>

namespace ns3::vnlab
{

inline constexpr double kInfinity = std::numeric_limits<double>::infinity();

} // namespace ns3::vnlab

#endif // VNLAB_TEST_INFINITY_H
