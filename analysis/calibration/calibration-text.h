// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CALIBRATION_TEXT_H
#define VNLAB_CALIBRATION_TEXT_H

#include "analysis/calibration/measurement.h"

#include <span>
#include <string>

namespace ns3::vnlab
{

/// @return for people: each measurement with its 95 % interval and n, and beside it the entries of
///         the cost table that it measures, their defaults, and the ratio of the two
std::string CalibrationTable(std::span<const Measurement> measurements);

/**
 * @return a cost table that a scenario can name (TOML): every entry, with where it comes from in a
 *         comment; the default where there is no usable measurement
 * @param origin when and where it was measured, for the first lines; any text
 */
std::string CostFileText(std::span<const Measurement> measurements, const std::string& origin);

} // namespace ns3::vnlab

#endif // VNLAB_CALIBRATION_TEXT_H
