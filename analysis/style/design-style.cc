// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/style/design-style.h"

#include <array>
#include <map>
#include <set>

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

/// @return the position of the longest name that @p name begins with, before a dash, or @p designs.size()
size_t
HeadOf(std::span<const std::string> designs, std::string_view name)
{
    size_t head = designs.size();
    for (size_t i = 0; i < designs.size(); ++i)
    {
        const std::string& other = designs[i];
        const bool begins = other.size() < name.size() && name.starts_with(other) &&
                            !other.empty() && name[other.size()] == '-';
        head = begins && (head == designs.size() || other.size() > designs[head].size()) ? i : head;
    }
    return head;
}

/// @return the marker at @p position, or the next one that the family does not have yet
size_t
FreeMarker(size_t position, std::set<size_t>& taken)
{
    size_t marker = position % kMarkers.size();
    while (taken.contains(marker) && taken.size() < kMarkers.size())
    {
        marker = (marker + 1) % kMarkers.size();
    }
    taken.insert(marker);
    return marker;
}

} // namespace

std::vector<size_t>
FamiliesOf(std::span<const std::string> designs)
{
    std::vector<size_t> families;
    for (size_t i = 0; i < designs.size(); ++i)
    {
        size_t family = i;
        for (size_t head = i; head < designs.size(); head = HeadOf(designs, designs[head]))
        {
            family = head; // each head has a shorter name, so this ends
        }
        families.push_back(family);
    }
    return families;
}

std::vector<DesignStyle>
StylesOf(std::span<const std::string> designs)
{
    const std::vector<size_t> families = FamiliesOf(designs);
    std::map<size_t, size_t> colours;           // by family, in the order of their first designs
    std::map<size_t, std::set<size_t>> markers; // that a family has
    std::vector<DesignStyle> styles;
    for (size_t i = 0; i < designs.size(); ++i)
    {
        const size_t colour = colours.try_emplace(families[i], colours.size()).first->second;
        const Marker& marker = kMarkers[FreeMarker(i, markers[families[i]])];
        styles.push_back({kColours[colour % kColours.size()],
                          kDashes[i % kDashes.size()],
                          marker.name,
                          marker.filled,
                          marker.gnuplot});
    }
    return styles;
}

} // namespace ns3::vnlab
