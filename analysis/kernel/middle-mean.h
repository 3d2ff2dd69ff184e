// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MIDDLE_MEAN_H
#define VNLAB_MIDDLE_MEAN_H

#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

/**
 * @return the mean of the values without the lowest and the highest quarter (rounded down): finer
 * than a median of whole numbers, and as deaf to a few wild ones
 * @throws std::invalid_argument where there are none
 */
double MiddleMean(std::vector<uint32_t> values);

} // namespace ns3::vnlab

#endif // VNLAB_MIDDLE_MEAN_H
