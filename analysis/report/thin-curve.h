// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_THIN_CURVE_H
#define VNLAB_THIN_CURVE_H

#include <cstddef>
#include <vector>

/// @file Curves with fewer points, for drawing.

namespace ns3::vnlab
{

/// @return at most @p most points (2 or more) of @p curve, evenly chosen, first and last among them
template <class Point>
std::vector<Point>
Thinned(std::vector<Point> curve, size_t most)
{
    if (curve.size() <= most)
    {
        return curve;
    }
    std::vector<Point> thinned;
    for (size_t i = 0; i < most; ++i)
    {
        thinned.push_back(curve[i * (curve.size() - 1) / (most - 1)]);
    }
    return thinned;
}

/// Removes points between two that say the same: a staircase stays as it was.
template <class Point, class Same>
void
DropRepeats(std::vector<Point>& curve, const Same& same)
{
    std::vector<Point> kept;
    for (size_t i = 0; i < curve.size(); ++i)
    {
        const bool repeats = i > 0 && i + 1 < curve.size() && same(curve[i - 1], curve[i]) &&
                             same(curve[i], curve[i + 1]);
        if (!repeats)
        {
            kept.push_back(curve[i]);
        }
    }
    curve = std::move(kept);
}

} // namespace ns3::vnlab

#endif // VNLAB_THIN_CURVE_H
