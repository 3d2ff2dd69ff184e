// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SAMPLE_CHECK_H
#define VNLAB_SAMPLE_CHECK_H

#include <cstddef>
#include <span>
#include <string_view>

/**
 * @file
 * What the statistics refuse, each with std::invalid_argument and the reason as its text.
 */

namespace ns3::vnlab
{

/// @throws std::invalid_argument with @p what unless @p holds
void Require(bool holds, const char* what);

/// @throws std::invalid_argument unless 0 < confidence < 1
void RequireConfidence(double confidence);

/**
 * @brief Refuses an empty sample and one with a value that is not a number.
 * @return how many of @p values are infinite, that is censored
 */
size_t CheckedCensored(std::span<const double> values);

/// Refuses values that are infinite or not a number; the text names @p what and the first of them.
void RequireFinite(std::span<const double> values, std::string_view what);

} // namespace ns3::vnlab

#endif // VNLAB_SAMPLE_CHECK_H
