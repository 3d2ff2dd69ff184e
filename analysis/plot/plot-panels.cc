// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/plot-panels.h"

#include "analysis/plot/gnuplot.h"
#include "analysis/style/number-text.h"
#include "analysis/style/visible-text.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace ns3::vnlab
{

namespace
{

constexpr double kTop_px = 70;     ///< heading and title of the figure
constexpr double kHeading_px = 30; ///< of a panel
constexpr double kAxis_px = 56;    ///< below a panel

/// Units that go with k, m and the like.
constexpr std::array<std::string_view, 3> kPrefixedUnits{"s", "B", "bit/s"};

} // namespace

PlotBlocks::PlotBlocks(const std::string& columns)
    : m_text("# " + columns + '\n')
{
}

std::string
PlotBlocks::Begin(const std::string& name)
{
    m_text += m_blocks > 0 ? "\n\n" : "";
    Note(name);
    return "data index " + std::to_string(m_blocks++);
}

void
PlotBlocks::Row(const std::vector<double>& values, const std::string& text)
{
    std::string row;
    for (const double value : values)
    {
        row += (row.empty() ? "" : "\t") + ExactNumber(value);
    }
    m_text += row + (text.empty() ? "" : '\t' + text) + '\n';
}

void
PlotBlocks::Note(const std::string& text)
{
    m_text += "# " + VisibleText(text) + '\n';
}

const std::string&
PlotBlocks::Text() const
{
    return m_text;
}

Plot
DrawPanels(const PanelFigure& figure, const PlotBlocks& blocks)
{
    PlotFrame frame = figure.frame;
    const size_t count = figure.panels.size();
    const double between = kHeading_px + kAxis_px;
    const double first = kTop_px + static_cast<double>(kPlotLine_px * frame.held.size());
    const double height = first + static_cast<double>(count) * (figure.panelHeightPx + between);
    frame.heightPx = static_cast<size_t>(height);
    const double width = static_cast<double>(frame.widthPx);
    std::string drawing = "set multiplot\n"
                          "set lmargin at screen " +
                          ExactNumber(figure.leftPx / width) + "\nset rmargin at screen " +
                          ExactNumber(1 - figure.legendPx / width) + "\nset key at screen " +
                          ExactNumber(1 - (figure.legendPx - 20) / width) +
                          ", graph 1 left top vertical Left reverse samplen 3 spacing 1.4\n";
    double top = first + kHeading_px;
    for (const PlotPanel& panel : figure.panels)
    {
        drawing +=
            "set tmargin at screen " + ExactNumber(1 - top / height) + "\nset bmargin at screen " +
            ExactNumber(1 - (top + figure.panelHeightPx) / height) + "\n" +
            (panel.heading.empty()
                 ? ""
                 : "set label " + GnuplotString(panel.heading) + " at graph 0,1 offset 0,0.8\n") +
            panel.commands + "unset label\n";
        top += figure.panelHeightPx + between;
    }
    std::string held;
    for (const std::string& line : frame.held)
    {
        held += "# " + VisibleText(line) + '\n';
    }
    return Plot{.stem = frame.stem,
                .data = held + blocks.Text(),
                .script = PlotScript(frame, figure.settings, drawing + "unset multiplot\n"),
                .formats = frame.formats};
}

std::string
AxisSettings(
    const std::string& axis, double low, double high, bool logarithmic, const AxisLabel& label)
{
    const std::string unit = label.unit.empty() ? "number" : label.unit;
    const bool prefixed = logarithmic && std::ranges::count(kPrefixedUnits, label.unit) > 0;
    const std::string format = prefixed                ? "%.0s %c" + label.unit
                             : logarithmic && low >= 1 ? "%.0s%c"
                                                       : "%g";
    return (logarithmic ? "set logscale " : "unset logscale ") + axis + "\nset format " + axis +
           " '" + format + "'\nset " + axis + "label " +
           GnuplotString(label.name + (prefixed ? "" : " (" + unit + ")") +
                         (logarithmic ? ", log scale" : "")) +
           "\nset " + axis + "range [" + ExactNumber(low) + ":" + ExactNumber(high) + "]\n";
}

std::string
LegendEntry(const std::string& look, const std::string& text)
{
    return "keyentry with " + look + " title " + GnuplotString(text);
}

std::string
PlotCommand(const std::vector<std::string>& entries)
{
    std::string command;
    for (const std::string& entry : entries)
    {
        command += (command.empty() ? "plot " : ", \\\n     ") + entry;
    }
    return command + '\n';
}

} // namespace ns3::vnlab
