// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PLOT_PANELS_H
#define VNLAB_PLOT_PANELS_H

#include "analysis/plot/plot.h"
#include "model/key/metric-unit.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// The data of a plot: blocks of rows, which gnuplot counts from 0.
class PlotBlocks
{
  public:
    /// @param columns what a row has, with units
    explicit PlotBlocks(const std::string& columns);

    /// @param name of the block: any text
    /// @return "data index K", which names the block in a script
    std::string Begin(const std::string& name);
    void Row(const std::vector<double>& values, const std::string& text = {});
    /// A comment between rows. @param text any text
    void Note(const std::string& text);

    const std::string& Text() const;

  private:
    std::string m_text;
    size_t m_blocks{0};
};

/// A metric that has a panel of its own in a figure of several.
struct MetricPanel
{
    const char* metric;
    const char* heading;
    const char* axis; ///< its label
};

/// One of the panels of a figure. Commands end with newlines.
struct PlotPanel
{
    std::string heading;  ///< any text; "" for none
    std::string commands; ///< settings of this panel, then `plot`
};

/// Panels below each other, of more than six several side by side, each with its legend at its
/// right.
struct PanelFigure
{
    PlotFrame frame; ///< its width is that of one panel; its height is computed
    std::string settings;
    std::vector<PlotPanel> panels; ///< at least one
    double panelHeightPx{340};     ///< at least: more where a legend needs it
    double leftPx{110};
    double legendPx{330};
};

/// @return the figure; the same settings hold for all of its panels
Plot DrawPanels(const PanelFigure& figure, const PlotBlocks& blocks);

/// What an axis measures.
struct AxisLabel
{
    std::string name;
    MetricUnit unit{MetricUnit::kCount};
};

/// @return the commands for an axis of values from @p low to @p high, "x" or "y". Its tics have the
///         unit: "1 ms", "20 %".
std::string AxisSettings(
    const std::string& axis, double low, double high, bool logarithmic, const AxisLabel& label);

/// @return the script of a legend's entry that looks like @p look, such as "points ls 1"
std::string LegendEntry(const std::string& look, const std::string& text);

/**
 * @return the part of a `plot` command that draws the mean of a row of a block (row, mean, low, high)
 *         in the look of that row's design, with its interval where there is one
 *
 * A bar without length would be a stroke through the marker.
 */
std::string RowMark(const std::string& index, size_t row, bool hasInterval);

/// @return @p entries, the parts of a `plot` command, as one command
std::string PlotCommand(const std::vector<std::string>& entries);

} // namespace ns3::vnlab

#endif // VNLAB_PLOT_PANELS_H
