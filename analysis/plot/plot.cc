// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/plot.h"

#include "analysis/file/input-file.h"
#include "analysis/file/own-file.h"
#include "analysis/file/replace-file.h"
#include "analysis/plot/gnuplot.h"
#include "analysis/style/design-style.h"
#include "analysis/style/number-text.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>

namespace ns3::vnlab
{

namespace
{

/// A dash as gnuplot's `dashtype`.
std::string
DashType(const DesignStyle& style)
{
    std::string lengths;
    for (const int length : style.dash)
    {
        lengths += (lengths.empty() ? "" : ",") + std::to_string(length);
    }
    return lengths.empty() ? "solid" : "(" + lengths + ")";
}

std::string
StyleLines(const std::vector<std::string>& designs)
{
    std::string lines;
    const std::vector<DesignStyle> styles = StylesOf(designs);
    for (size_t design = 0; design < styles.size(); ++design)
    {
        const DesignStyle& style = styles[design];
        lines += "set style line " + std::to_string(design + 1) + " lc rgb '" +
                 std::string(style.colour) + "' lw 2 dt " + DashType(style) + " pt " +
                 std::to_string(style.gnuplotMarker) + " ps 0.8\n";
    }
    return lines;
}

/// Text at the top left of the figure, its middle @p below pixels below the edge.
std::string
TopLabel(const PlotFrame& frame, int tag, const std::string& text, double below, const char* look)
{
    const double height = static_cast<double>(frame.heightPx);
    return "set label " + std::to_string(tag) + ' ' + GnuplotString(text) + " at screen 0.015," +
           ExactNumber(1 - below / height) + " left " + look + '\n';
}

std::string
HeldLabels(const PlotFrame& frame)
{
    std::string labels;
    for (size_t line = 0; line < frame.held.size(); ++line)
    {
        labels += TopLabel(frame,
                           static_cast<int>(line + 3),
                           frame.held[line],
                           static_cast<double>(68 + kPlotLine_px * line),
                           "textcolor rgb '#555555'");
    }
    return labels;
}

/// The commands that draw the figure into one file, named by the terminal's first three letters.
std::string
DrawTo(const PlotFrame& frame,
       const std::string& terminal,
       const std::string& size,
       const std::string& drawing)
{
    return "\nset terminal " + terminal + " noenhanced size " + size +
           " font 'DejaVu Sans,12' background rgb 'white'\nset output '" + frame.stem + "." +
           terminal.substr(0, 3) + "'\n" + TopLabel(frame, 1, frame.heading, 24, "font ',16'") +
           TopLabel(frame, 2, frame.title, 48, "textcolor rgb '#555555'") + HeldLabels(frame) +
           drawing + "unset label\nunset output\n";
}

/// Width and height in @p unit, which has @p px pixels.
std::string
SizeIn(const PlotFrame& frame, double px, const std::string& unit)
{
    return ExactNumber(static_cast<double>(frame.widthPx) / px) + unit + "," +
           ExactNumber(static_cast<double>(frame.heightPx) / px) + unit;
}

/// Sets the date of a PDF that cairo wrote to 1970, for cairo knows no other than the present.
void
DropDate(const std::filesystem::path& pdf)
{
    std::fstream file(pdf, std::ios::binary | std::ios::in | std::ios::out);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const std::string key = "/CreationDate (D:";
    const size_t date = text.rfind(key); // the last object that cairo writes has it
    if (date != std::string::npos)
    {
        file.clear();
        file.seekp(static_cast<std::streamoff>(date + key.size()));
        file << "19700101000000";
    }
    file.close();
    if (!file)
    {
        throw std::runtime_error(pdf.string() + ": cannot be written");
    }
}

/// A folder for unfinished files in another one; goes with its owner.
class WorkFolder
{
  public:
    explicit WorkFolder(const std::filesystem::path& folder)
        : m_path((folder / ".vnlab-plot.XXXXXX").string())
    {
        if (mkdtemp(m_path.data()) == nullptr)
        {
            throw std::runtime_error(
                folder.string() + ": cannot be written: " + std::generic_category().message(errno));
        }
    }

    ~WorkFolder()
    {
        std::error_code none;
        std::filesystem::remove_all(m_path, none);
    }

    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;

    std::filesystem::path Path() const
    {
        return m_path;
    }

  private:
    std::string m_path;
};

/// gnuplot says nothing where a disk is full: a whole image has the end of its format.
/// @throws std::runtime_error where it has not
void
RequireWhole(const std::filesystem::path& image, const std::string& format)
{
    constexpr std::streamoff last = 64;
    const std::string end = format == "svg" ? "</svg>" : format == "png" ? "IEND" : "%%EOF";
    std::ifstream file(image, std::ios::binary | std::ios::ate);
    const std::streamoff size = file.tellg();
    file.seekg(std::max<std::streamoff>(size - last, 0));
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    if (text.find(end) == std::string::npos)
    {
        throw std::runtime_error(image.filename().string() +
                                 ": gnuplot could not write it whole; is the disk full?");
    }
}

/// The images and the data of a figure are known by its script.
void
RequireOwnPlot(const Plot& plot, const std::filesystem::path& folder)
{
    const std::string accepted = "another folder, or `vnlab plot` with --force";
    const std::filesystem::path script = folder / (plot.stem + ".gp");
    RequireOwn(script, kPlotSign, accepted);
    if (!IsThere(script.string()))
    {
        RequireNone(folder / (plot.stem + ".tsv"), accepted);
        for (const std::string& format : plot.formats)
        {
            RequireNone(folder / (plot.stem + "." + format), accepted);
        }
    }
}

} // namespace

std::string
PlotScript(const PlotFrame& frame, const std::string& settings, const std::string& drawing)
{
    std::string drawings;
    for (const std::string& format : frame.formats)
    {
        drawings += format == "svg" ? DrawTo(frame, "svg", SizeIn(frame, 1, ""), drawing)
                  : format == "png"
                      ? DrawTo(frame,
                               "pngcairo fontscale 2 linewidth 2 pointscale 2",
                               SizeIn(frame, 0.5, ""),
                               drawing)
                      : DrawTo(frame, "pdfcairo fontscale 1", SizeIn(frame, 72, "in"), drawing);
    }
    return "# Draw again with: gnuplot " + frame.stem +
           ".gp\n"
           "set encoding utf8\n"
           "set micro\n"
           "set datafile separator tab\n"
           "data = '" +
           frame.stem +
           ".tsv'\n"
           "set border 3 linecolor rgb '#777777'\n"
           "set tics nomirror textcolor rgb 'black'\n"
           "set grid linecolor rgb '#dddddd' linetype 1\n" +
           StyleLines(frame.designs) + settings + drawings;
}

std::vector<std::pair<double, double>>
Staircase(const std::vector<std::pair<double, double>>& points)
{
    std::vector<std::pair<double, double>> stairs;
    for (const auto& [x, y] : points)
    {
        if (!stairs.empty())
        {
            stairs.emplace_back(x, stairs.back().second);
        }
        stairs.emplace_back(x, y);
    }
    return stairs;
}

std::vector<std::filesystem::path>
DrawPlot(const Plot& plot, const std::filesystem::path& folder, bool force)
{
    if (!force)
    {
        RequireOwnPlot(plot, folder);
    }
    const std::string data = plot.stem + ".tsv";
    const std::string script = plot.stem + ".gp";
    const WorkFolder work(folder);
    ReplaceFile(work.Path() / data, plot.data);
    ReplaceFile(work.Path() / script, plot.script);
    RunGnuplot(work.Path(), script);
    std::vector<std::string> finished{script, data}; // the script first: others are known by it
    std::vector<std::filesystem::path> drawn;
    for (const std::string& format : plot.formats)
    {
        const std::string image = plot.stem + "." + format;
        RequireWhole(work.Path() / image, format);
        if (format == "pdf")
        {
            DropDate(work.Path() / image);
        }
        finished.push_back(image);
        drawn.push_back(folder / image);
    }
    for (const std::string& name : finished)
    {
        TakeName(work.Path() / name, folder / name);
    }
    return drawn;
}

} // namespace ns3::vnlab
