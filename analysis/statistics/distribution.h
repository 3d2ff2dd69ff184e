// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DISTRIBUTION_H
#define VNLAB_DISTRIBUTION_H

#include <cstddef>
#include <map>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief The empirical distribution of values that are not kept: times, for a logarithmic axis.
 *
 * Values that differ by less than 1.1 % (64 bins an octave) may count as one step of the curve,
 * which stands at the largest of them. So each point of the curve is exact; steps between two
 * points are missing.
 */
class Distribution
{
  public:
    /// @param value not NaN; +infinity, not reached, counts in Never() and in the total
    void Add(double value);

    size_t Count() const;
    size_t Never() const;

    /// @return (x, part of all values that are at most x), rising; without what was never reached
    std::vector<std::pair<double, double>> Curve() const;

  private:
    struct Bin
    {
        size_t count{0};
        double largest{0};
    };

    std::map<int, Bin> m_bins; ///< what is not above zero lies in the lowest
    size_t m_count{0};
    size_t m_never{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_DISTRIBUTION_H
