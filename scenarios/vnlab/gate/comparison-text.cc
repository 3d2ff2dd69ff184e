// SPDX-License-Identifier: GPL-2.0-only
//
// A comparison for a terminal, and as Markdown for a comment at a merge request.

#include "analysis/compare/change-table.h"
#include "analysis/style/visible-text.h"
#include "analysis/style/wrapped-text.h"
#include "scenarios/vnlab/gate/comparison-report.h"

#include <string_view>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kShownLeftovers = 20;

std::string
ChangedScenariosText(const ComparisonReport& report)
{
    return report.changedScenarios == 0
             ? ""
             : "the resolved scenario differs at " + std::to_string(report.changedScenarios) +
                   (report.changedScenarios == 1 ? " point\n" : " points\n");
}

std::string
MovedText(const ComparisonReport& report, const ShownRows& wanted)
{
    const size_t headlines = report.MovedHeadlines();
    const bool some = !wanted.all && headlines < report.moved.size();
    return std::to_string(report.moved.size()) + " of " + std::to_string(report.compared) +
           " numbers moved" +
           (some
                ? ", " + (headlines == 0 ? "no headline" : std::to_string(headlines)) + " of them" +
                      (headlines == 0   ? ""
                       : headlines == 1 ? " a headline"
                                        : " headlines") +
                      "; --all shows all"
                : "") +
           "\n";
}

/// @return a line where not all rows are shown
std::string
OmissionText(const ComparisonReport& report, const ShownRows& wanted)
{
    const size_t rows = wanted.all ? report.moved.size() : report.MovedHeadlines();
    return rows <= wanted.most ? ""
                               : "\nthe largest " + std::to_string(wanted.most) + "; --rows " +
                                     std::to_string(rows) + " shows all of these\n";
}

/// @return the first of what only one side has, a line each, and how many more there are
std::vector<std::string>
ShownLeftovers(const ComparisonReport& report)
{
    std::vector<std::string> shown = report.leftovers;
    if (shown.size() > kShownLeftovers)
    {
        shown.resize(kShownLeftovers);
        shown.push_back("and " + std::to_string(report.leftovers.size() - kShownLeftovers) +
                        " more lines like this");
    }
    return shown;
}

std::string
BrokenText(const ComparisonReport& report)
{
    return std::to_string(report.BrokenGates()) + " of " + std::to_string(report.gates.size()) +
           (report.gates.size() == 1 ? " gate is" : " gates are") + " broken\n";
}

std::string
GatesText(const ComparisonReport& report)
{
    std::string text = "\n" + BrokenText(report);
    for (const GateVerdict& gate : report.gates)
    {
        for (const std::string& reason : gate.Reasons())
        {
            text += Paragraph("  " + VisibleText(gate.place) + ": " + reason, 4);
        }
    }
    return text;
}

/// @return text that means itself in a cell of a Markdown table
std::string
MarkdownText(const std::string& text)
{
    std::string escaped;
    for (const char c : text)
    {
        if (std::string_view("\\`*_[]<>&|#~").find(c) != std::string_view::npos)
        {
            escaped += '\\';
        }
        escaped += c;
    }
    return escaped;
}

std::string
MarkdownRow(const std::vector<std::string>& cells)
{
    std::string row = "|";
    for (const std::string& cell : cells)
    {
        row += " " + MarkdownText(cell) + " |";
    }
    return row + "\n";
}

std::string
GatesMarkdown(const ComparisonReport& report)
{
    std::string text = BrokenText(report);
    text = "**" + text.substr(0, text.size() - 1) + "**\n\n";
    for (const GateVerdict& gate : report.gates)
    {
        for (const std::string& reason : gate.Reasons())
        {
            text += "- " + MarkdownText(VisibleText(gate.place) + ": " + reason) + "\n";
        }
    }
    return text + (report.BrokenGates() > 0 ? "\n" : "");
}

} // namespace

std::string
ComparisonText(const ComparisonReport& report, const ShownRows& wanted)
{
    const std::string table = ChangeTable(report.Shown(wanted));
    std::string text = Paragraph("OLD " + report.before, 4) + Paragraph("NEW " + report.after, 4) +
                       ChangedScenariosText(report) + "\n" + MovedText(report, wanted) +
                       (table.empty() ? "" : "\n") + table + OmissionText(report, wanted) +
                       (report.leftovers.empty() ? "" : "\n");
    for (const std::string& line : ShownLeftovers(report))
    {
        text += Paragraph(line, 2);
    }
    return text + (report.gates.empty() ? "" : GatesText(report));
}

std::string
ComparisonMarkdown(const ComparisonReport& report, const ShownRows& wanted)
{
    std::string text = report.gates.empty() ? "" : GatesMarkdown(report);
    text += "OLD " + MarkdownText(report.before) + "  \nNEW " + MarkdownText(report.after) +
            "\n\n" + ChangedScenariosText(report) + MovedText(report, wanted);
    const std::vector<IndicatorChange> shown = report.Shown(wanted);
    if (!shown.empty())
    {
        text += "\n" + MarkdownRow(ChangeHeadings()) + "|---|---:|---:|---:|---:|---:|---|\n";
        for (const IndicatorChange& change : shown)
        {
            text += MarkdownRow(ChangeCells(change));
        }
    }
    text += OmissionText(report, wanted) + (report.leftovers.empty() ? "" : "\n");
    for (const std::string& line : ShownLeftovers(report))
    {
        text += "- " + MarkdownText(line) + "\n";
    }
    return text;
}

} // namespace ns3::vnlab
