// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/style/design-style.h"

#include <array>

namespace ns3::vnlab
{

namespace
{

constexpr std::array<std::string_view, 7> kColours{"#0072B2", // blue
                                                   "#D55E00", // vermillion
                                                   "#009E73", // bluish green
                                                   "#E69F00", // orange
                                                   "#CC79A7", // reddish purple
                                                   "#56B4E9", // sky blue
                                                   "#000000"};

constexpr std::array<int, 2> kLong{12, 5};
constexpr std::array<int, 2> kShort{3, 4};
constexpr std::array<int, 4> kLongShort{14, 5, 3, 5};
constexpr std::array<int, 2> kLongest{20, 4};
constexpr std::array<std::span<const int>, 5> kDashes{{{}, kLong, kShort, kLongShort, kLongest}};

struct Marker
{
    std::string_view name;
    bool filled;
    int gnuplot;
};

constexpr std::array<Marker, 8> kMarkers{{{"circle", true, 7},
                                          {"square", true, 5},
                                          {"triangle-up", true, 9},
                                          {"diamond", true, 13},
                                          {"triangle-down", true, 11},
                                          {"circle", false, 6},
                                          {"square", false, 4},
                                          {"triangle-up", false, 8}}};

} // namespace

DesignStyle
StyleOfDesign(size_t position)
{
    const Marker& marker = kMarkers[position % kMarkers.size()];
    return {kColours[position % kColours.size()],
            kDashes[position % kDashes.size()],
            marker.name,
            marker.filled,
            marker.gnuplot};
}

} // namespace ns3::vnlab
