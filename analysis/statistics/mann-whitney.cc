// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/mann-whitney.h"

#include "analysis/statistics/sample-check.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace ns3::vnlab
{

namespace
{

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr size_t kExactBelow = 50;
/// (1 − 0.9) / 2 is a little less than 1/20.
constexpr double kTailRounding = 1e-12;

/**
 * @return P(U ≤ u) for u = 0 … n1 · n2 without ties
 *
 * Each order of the pooled values is a multiset of n1 numbers from 0 … n2, how many right values
 * lie below each left one, and U is their sum.
 */
std::vector<double>
DistributionOfU(size_t n1, size_t n2)
{
    const size_t largest = n1 * n2;
    // orders[j][u]: multisets of j of the numbers up to the present one with sum u
    std::vector<std::vector<double>> orders(n1 + 1, std::vector<double>(largest + 1, 0.0));
    orders[0][0] = 1;
    for (size_t number = 0; number <= n2; ++number)
    {
        for (size_t j = 1; j <= n1; ++j)
        {
            for (size_t u = number; u <= largest; ++u)
            {
                orders[j][u] += orders[j - 1][u - number];
            }
        }
    }
    std::vector<double> below(largest + 1);
    std::partial_sum(orders[n1].begin(), orders[n1].end(), below.begin());
    const double all = below.back();
    std::ranges::transform(below, below.begin(), [&](double count) { return count / all; });
    return below;
}

/// What the pooled order of two samples says.
struct PooledRanks
{
    double u1{0};
    double ties{0}; ///< Σ t³ − t over the groups of t equal values
};

PooledRanks
Rank(std::span<const double> left, std::span<const double> right)
{
    std::vector<double> ordered1(left.begin(), left.end());
    std::vector<double> pooled(ordered1);
    pooled.insert(pooled.end(), right.begin(), right.end());
    std::ranges::sort(ordered1);
    std::ranges::sort(pooled);
    PooledRanks ranks;
    for (auto group = pooled.begin(); group != pooled.end();)
    {
        const auto next = std::upper_bound(group, pooled.end(), *group);
        const auto equal = static_cast<double>(next - group);
        const auto lefts = std::ranges::equal_range(ordered1, *group);
        const auto leftCount = static_cast<double>(lefts.size());
        const auto leftsBelow = static_cast<double>(lefts.begin() - ordered1.begin());
        const double rightsBelow = static_cast<double>(group - pooled.begin()) - leftsBelow;
        ranks.u1 += leftCount * (rightsBelow + (equal - leftCount) / 2);
        ranks.ties += equal * equal * equal - equal;
        group = next;
    }
    return ranks;
}

/// @return the two-sided p-value of the normal approximation
double
ApproximatePValue(double distance, double pairs, double total, double ties)
{
    const double variance = pairs / 12 * (total + 1 - ties / (total * (total - 1)));
    if (variance <= 0 || distance <= 0.5)
    {
        return 1;
    }
    const double z = (distance - 0.5) / std::sqrt(variance);
    return 2 * boost::math::cdf(boost::math::complement(boost::math::normal(), z));
}

/// @return left − right of all pairs in ascending order, @p unknown for two censored values
std::vector<double>
Differences(std::span<const double> left, std::span<const double> right, double unknown)
{
    std::vector<double> differences;
    differences.reserve(left.size() * right.size());
    for (const double l : left)
    {
        for (const double r : right)
        {
            differences.push_back(l == r && std::isinf(l) ? unknown : l - r);
        }
    }
    std::ranges::sort(differences);
    return differences;
}

double
Median(const std::vector<double>& sorted)
{
    const double below = sorted[(sorted.size() - 1) / 2];
    const double above = sorted[sorted.size() / 2];
    return below / 2 + above / 2; // either may be infinite
}

/// @return the largest k with P(U < k) ≤ tail
size_t
RankOfInterval(size_t n1, size_t n2, double tail, const std::vector<double>& exact)
{
    if (!exact.empty())
    {
        return std::ranges::upper_bound(exact, tail * (1 + kTailRounding)) - exact.begin();
    }
    const auto pairs = static_cast<double>(n1 * n2);
    const double deviation = std::sqrt(pairs * static_cast<double>(n1 + n2 + 1) / 12);
    const double z = boost::math::quantile(boost::math::normal(), tail);
    return static_cast<size_t>(std::max(0.0, std::floor(pairs / 2 + 0.5 + z * deviation)));
}

} // namespace

RankComparison
MannWhitney(std::span<const double> left, std::span<const double> right, double confidence)
{
    RequireConfidence(confidence);
    const size_t censored1 = CheckedCensored(left);
    const size_t censored2 = CheckedCensored(right);
    const PooledRanks ranks = Rank(left, right);
    const size_t pairs = left.size() * right.size();
    RankComparison result;
    result.n1 = left.size();
    result.n2 = right.size();
    result.u1 = ranks.u1;
    result.u2 = static_cast<double>(pairs) - ranks.u1;

    std::vector<double> exact;
    if (std::max(result.n1, result.n2) < kExactBelow)
    {
        exact = DistributionOfU(result.n1, result.n2);
    }
    result.exact = !exact.empty() && ranks.ties == 0;
    if (result.exact)
    {
        const auto least = static_cast<size_t>(std::min(result.u1, result.u2));
        result.pValue = std::min(1.0, 2 * exact[least]);
    }
    else
    {
        result.pValue = ApproximatePValue(std::abs(result.u1 - result.u2) / 2,
                                          static_cast<double>(pairs),
                                          static_cast<double>(result.n1 + result.n2),
                                          ranks.ties);
    }

    const std::vector<double> lowest = Differences(left, right, -kInfinity);
    const std::vector<double> highest =
        censored1 > 0 && censored2 > 0 ? Differences(left, right, kInfinity) : lowest;
    result.shift = Median(lowest) == Median(highest) ? Median(lowest)
                                                     : std::numeric_limits<double>::quiet_NaN();
    const size_t k = RankOfInterval(result.n1, result.n2, (1 - confidence) / 2, exact);
    if (k > 0)
    {
        result.shiftInterval = Interval{lowest[k - 1], highest[pairs - k]};
    }
    return result;
}

} // namespace ns3::vnlab
