// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PLOT_H
#define VNLAB_PLOT_H

#include <cstddef>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// Endings of a plot's image files: of "svg", "png" and "pdf" those that are wanted.
using PlotFormats = std::vector<std::string>;
inline const PlotFormats kAllFormats{"svg", "png", "pdf"};

/// A figure as it is kept: `stem`.tsv with the data and `stem`.gp, the script that draws it.
struct Plot
{
    std::string stem;
    std::string data;
    std::string script;
    PlotFormats formats{kAllFormats};
};

/// What the script of every plot begins with.
struct PlotFrame
{
    std::string stem;
    std::string heading;                ///< what the figure shows
    std::string title;                  ///< of the scenario: any text
    std::vector<std::string> designs{}; ///< whose styles are used, in their order
    size_t widthPx{1000}; ///< of the SVG; the PNG has twice the pixels, the PDF as many points
    size_t heightPx{500};
    PlotFormats formats{kAllFormats};
    std::vector<std::string> held{}; ///< lines below the title, kPlotLine_px each: any text
};

inline constexpr size_t kPlotLine_px = 20;

/**
 * @return a script that sets up @p frame and executes @p drawing for SVG, PNG and PDF
 *
 * Line style k + 1 belongs to the design at position k everywhere (StylesOf).
 * @param settings gnuplot commands that all share, each line ending with a newline
 * @param drawing gnuplot commands that draw the figure below its heading and title, which take 64
 *        pixels, and what is held; `unset label` after the first of several panels, or each repeats them
 */
std::string PlotScript(const PlotFrame& frame,
                       const std::string& settings,
                       const std::string& drawing);

/// @return @p points as a staircase that holds each value until the next one's x
std::vector<std::pair<double, double>> Staircase(
    const std::vector<std::pair<double, double>>& points);

/**
 * @brief Draws a figure with gnuplot and puts its data, its script and its images into @p folder,
 *        which exists: each whole, and none where one could not be made.
 * @param force overwrites files that vnlab has not written
 * @return the images; a PDF has 1970 as its date: the same plot, the same bytes
 * @throws InputError where a file is there that vnlab has not written
 * @throws std::runtime_error if a file cannot be written, or as RunGnuplot
 */
std::vector<std::filesystem::path> DrawPlot(const Plot& plot,
                                            const std::filesystem::path& folder,
                                            bool force = false);

} // namespace ns3::vnlab

#endif // VNLAB_PLOT_H
