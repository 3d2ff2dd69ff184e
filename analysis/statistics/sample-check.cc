// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/sample-check.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace ns3::vnlab
{

void
Require(bool holds, const char* what)
{
    if (!holds)
    {
        throw std::invalid_argument(what);
    }
}

void
RequireConfidence(double confidence)
{
    Require(confidence > 0 && confidence < 1, "a confidence lies between 0 and 1");
}

size_t
CheckedCensored(std::span<const double> values)
{
    Require(!values.empty(), "statistics of no values");
    Require(std::ranges::none_of(values, [](double value) { return std::isnan(value); }),
            "statistics of a value that is not a number");
    return std::ranges::count_if(values, [](double value) { return std::isinf(value); });
}

void
RequireFinite(std::span<const double> values, std::string_view what)
{
    const auto bad =
        std::ranges::find_if(values, [](double value) { return !std::isfinite(value); });
    if (bad != values.end())
    {
        throw std::invalid_argument(std::string(what) + "[" + std::to_string(bad - values.begin()) +
                                    "] is " + std::to_string(*bad) + ", expected a finite number");
    }
}

} // namespace ns3::vnlab
