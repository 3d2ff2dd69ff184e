// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_NUMBER_TEXT_H
#define VNLAB_NUMBER_TEXT_H

#include "model/key/metric-unit.h"

#include <optional>
#include <string>

/// @file Numbers as text, the same under every locale.

namespace ns3::vnlab
{

/// @return the shortest text that reads back as exactly @p value; "inf", "-inf", "nan"
std::string ExactNumber(double value);

/**
 * @return @p value for people: `12,345`, `1.25 ms`, `3.4 MB`, `12.5 %`, and with a half-width
 *         `1.25 ± 0.08 ms`; `never` for +infinity, `unknown` for NaN
 *
 * Whole numbers are exact; others have three significant digits, or as many as a half-width with
 * two. Prefixes of bytes are decimal (1 kB = 1000 B).
 * @param halfWidth of the confidence interval around @p value; 0, when all runs agree, is not shown
 */
std::string HumanNumber(double value,
                        MetricUnit unit,
                        std::optional<double> halfWidth = std::nullopt);

} // namespace ns3::vnlab

#endif // VNLAB_NUMBER_TEXT_H
