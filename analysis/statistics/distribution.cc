// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/distribution.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ns3::vnlab
{

namespace
{

constexpr double kBinsPerOctave = 64;

int
BinOf(double value)
{
    return value > 0 ? static_cast<int>(std::floor(std::log2(value) * kBinsPerOctave))
                     : std::numeric_limits<int>::min();
}

} // namespace

void
Distribution::Add(double value)
{
    ++m_count;
    if (std::isinf(value))
    {
        ++m_never;
        return;
    }
    const auto [bin, isNew] = m_bins.try_emplace(BinOf(value), Bin{0, value});
    ++bin->second.count;
    bin->second.largest = std::max(bin->second.largest, value);
}

size_t
Distribution::Count() const
{
    return m_count;
}

size_t
Distribution::Never() const
{
    return m_never;
}

std::vector<std::pair<double, double>>
Distribution::Curve() const
{
    std::vector<std::pair<double, double>> curve;
    size_t reached = 0;
    for (const auto& [index, bin] : m_bins)
    {
        reached += bin.count;
        curve.emplace_back(bin.largest,
                           static_cast<double>(reached) / static_cast<double>(m_count));
    }
    return curve;
}

} // namespace ns3::vnlab
