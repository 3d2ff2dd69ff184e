// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/plot-panels.h"

#include "analysis/plot/gnuplot.h"
#include "analysis/plot/plot-parts.h"
#include "analysis/plot/plot-tics.h"
#include "analysis/style/number-text.h"
#include "analysis/style/visible-text.h"

#include <algorithm>
#include <string_view>

namespace ns3::vnlab
{

namespace
{

constexpr double kTop_px = 70;     ///< heading and title of the figure
constexpr double kHeading_px = 30; ///< of a panel
constexpr double kAxis_px = 66;    ///< below a panel
constexpr std::string_view kLegendEntry = "keyentry with ";

/// @return how many entries the longest legend of a figure's panels has
size_t
LongestLegend(const PanelFigure& figure)
{
    size_t longest = 0;
    for (const PlotPanel& panel : figure.panels)
    {
        size_t entries = 0;
        for (size_t at = panel.commands.find(kLegendEntry); at != std::string::npos;
             at = panel.commands.find(kLegendEntry, at + 1))
        {
            ++entries;
        }
        longest = std::max(longest, entries);
    }
    return longest;
}

/// Where the panels of a figure are: in rows, as many side by side as keep the figure from
/// becoming a ribbon.
class PanelGrid
{
  public:
    explicit PanelGrid(const PanelFigure& figure)
        : m_figure(figure),
          m_columns(std::max<size_t>((figure.panels.size() + kMostRows - 1) / kMostRows, 1)),
          m_top(kTop_px + static_cast<double>(kPlotLine_px * figure.frame.held.size())),
          m_panelHeight(std::max(figure.panelHeightPx, LegendHeight(LongestLegend(figure))))
    {
    }

    double Width() const
    {
        return static_cast<double>(m_figure.frame.widthPx * m_columns);
    }

    double Height() const
    {
        const size_t rows = (m_figure.panels.size() + m_columns - 1) / m_columns;
        return m_top + static_cast<double>(rows) * (m_panelHeight + kBetween_px);
    }

    /// @return the commands that put the next plot and its legend at the place of a panel
    std::string Place(size_t panel) const
    {
        const double left = static_cast<double>(m_figure.frame.widthPx * (panel % m_columns));
        const double right = left + static_cast<double>(m_figure.frame.widthPx);
        const double top = m_top + kHeading_px +
                           static_cast<double>(panel / m_columns) * (m_panelHeight + kBetween_px);
        const auto across = [this](double px) { return ExactNumber(px / Width()); };
        const auto up = [this](double px) { return ExactNumber(1 - px / Height()); };
        return "set lmargin at screen " + across(left + m_figure.leftPx) +
               "\nset rmargin at screen " + across(right - m_figure.legendPx) +
               "\nset key at screen " + across(right - m_figure.legendPx + 20) +
               ", graph 1 left top vertical Left reverse samplen 3 spacing 1.4\n"
               "set tmargin at screen " +
               up(top) + "\nset bmargin at screen " + up(top + m_panelHeight) + "\n";
    }

  private:
    static constexpr size_t kMostRows = 6;
    static constexpr double kBetween_px = kHeading_px + kAxis_px;

    const PanelFigure& m_figure;
    size_t m_columns;
    double m_top;         ///< of the first row
    double m_panelHeight; ///< so that the longest legend fits
};

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
    const PanelGrid grid(figure);
    PlotFrame frame = figure.frame;
    frame.widthPx = static_cast<size_t>(grid.Width());
    frame.heightPx = static_cast<size_t>(grid.Height());
    std::string drawing = "set multiplot\n";
    for (size_t i = 0; i < figure.panels.size(); ++i)
    {
        const PlotPanel& panel = figure.panels[i];
        drawing += grid.Place(i) +
                   (panel.heading.empty() ? ""
                                          : "set label " + GnuplotString(panel.heading) +
                                                " at graph 0,1 offset 0,0.8\n") +
                   panel.commands + "unset label\n";
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
    return (logarithmic ? "set logscale " : "unset logscale ") + axis + '\n' +
           TicSettings({axis, {low, high}, label.unit, logarithmic, logarithmic ? 8.0 : 5.0}) +
           "set " + axis + "label " +
           GnuplotString(label.name + (label.unit == MetricUnit::kCount ? " (number)" : "") +
                         (logarithmic ? ", log scale" : "")) +
           "\nset " + axis + "range [" + ExactNumber(low) + ":" + ExactNumber(high) + "]\n";
}

std::string
LegendEntry(const std::string& look, const std::string& text)
{
    return std::string(kLegendEntry) + look + " title " + GnuplotString(text);
}

std::string
RowMark(const std::string& index, size_t row, bool hasInterval)
{
    const std::string number = std::to_string(row);
    return index + " using ($1 == " + number + " ? $2 : NaN):1" +
           (hasInterval ? ":3:4 with xerrorbars" : " with points") + " ls " + number +
           " dt solid ps 1.3 notitle";
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
