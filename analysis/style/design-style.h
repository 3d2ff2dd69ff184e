// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DESIGN_STYLE_H
#define VNLAB_DESIGN_STYLE_H

#include <cstddef>
#include <span>
#include <string_view>

namespace ns3::vnlab
{

/**
 * @brief How the design at one position looks, in gnuplot's figures and in a report's page.
 *
 * A colour of Okabe and Ito's palette for colour-blind people (https://jfly.uni-koeln.de/color/), a
 * dash and a marker, so that designs differ without colour too.
 */
struct DesignStyle
{
    std::string_view colour;   ///< "#rrggbb"
    std::span<const int> dash; ///< lengths of line and gap in turn; empty: solid
    std::string_view marker;   ///< circle, square, triangle-up, triangle-down or diamond
    bool filled;
    int gnuplotMarker; ///< the same as gnuplot's `pointtype`
};

/// @return the style of the design at @p position in the scenario's order
DesignStyle StyleOfDesign(size_t position);

} // namespace ns3::vnlab

#endif // VNLAB_DESIGN_STYLE_H
