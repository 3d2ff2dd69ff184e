// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_JSON_NUMBER_H
#define VNLAB_JSON_NUMBER_H

#include "analysis/style/number-text.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace ns3::vnlab
{

/// @return a number, or as a text what JSON has no number for: "inf", "-inf", "nan"
inline nlohmann::json
JsonNumber(double value)
{
    return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(ExactNumber(value));
}

} // namespace ns3::vnlab

#endif // VNLAB_JSON_NUMBER_H
