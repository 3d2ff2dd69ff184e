// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DOT_PANELS_H
#define VNLAB_DOT_PANELS_H

#include "analysis/compare/comparison.h"
#include "analysis/plot/plot-panels.h"
#include "analysis/plot/plot.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>

namespace ns3::vnlab
{

/// A figure of one panel for each indicator: its means as dots, a row for each design, with the values.
struct DotPanels
{
    std::string stem;
    std::string heading;
    std::span<const MetricPanel> panels; ///< of indicators: "traffic.delay_p99", "tcp.goodput p50"
    size_t columns{3};                   ///< panels side by side, at most
    bool logarithmic{false};             ///< else axes begin at zero
};

/// @return the panels for which some design has values, without the others; nothing: there is none, or
///         all are zero on axes that begin there
std::optional<Plot> DrawDotPanels(const Comparison& comparison, const DotPanels& figure);

} // namespace ns3::vnlab

#endif // VNLAB_DOT_PANELS_H
