// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DESIGN_STYLE_H
#define VNLAB_DESIGN_STYLE_H

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// How a design looks, in gnuplot's figures and in a report's page.
struct DesignStyle
{
    std::string_view colour;   ///< "#rrggbb"
    std::span<const int> dash; ///< lengths of line and gap in turn; empty: solid
    std::string_view marker;   ///< circle, square, triangle-up, triangle-down or diamond
    bool filled;
    int gnuplotMarker; ///< the same as gnuplot's `pointtype`
};

/**
 * @return by design, the position of the head of its family: of the longest name that the design's
 *         own begins with, before a dash ("vxlan" of "vxlan-learn"), and of its family; its own
 *         where no design has such a name
 */
std::vector<size_t> FamiliesOf(std::span<const std::string> designs);

/**
 * @return by design, its style
 *
 * Families share a colour, of Okabe and Ito's palette for colour-blind people
 * (https://jfly.uni-koeln.de/color/). Dash and marker go by position, so that designs differ without
 * colour too, and the markers of up to eight designs of a family differ.
 * @param designs in the scenario's order
 */
std::vector<DesignStyle> StylesOf(std::span<const std::string> designs);

} // namespace ns3::vnlab

#endif // VNLAB_DESIGN_STYLE_H
