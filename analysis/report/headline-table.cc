// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/report/headline-table.h"

#include "analysis/report/answer.h"
#include "analysis/result/headline.h"
#include "analysis/result/value-text.h"
#include "analysis/style/visible-text.h"
#include "analysis/style/wrapped-grid.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kMostColumns = 5; ///< designs as columns; more are rows

/// How a table marks a standing; all are as wide.
std::string
MarkOf(const IndicatorRow& row, Standing standing)
{
    return IsLevel(row)                          ? "  "
         : standing == Standing::kBest           ? " *"
         : standing == Standing::kLevel          ? " *"
         : standing == Standing::kNotSignificant ? " ~"
                                                 : "  ";
}

std::string
CellOf(const IndicatorRow& row, const std::string& design)
{
    const auto value = std::ranges::find(row.designs, design, &DesignIndicator::design);
    if (value != row.designs.end())
    {
        return ValueText(value->mean, row.indicator.unit, value->grid) +
               MarkOf(row, value->standing);
    }
    const auto absence =
        std::ranges::find(row.absent, design, &std::pair<std::string, std::string_view>::first);
    return (absence == row.absent.end() ? "–" : std::string(absence->second)) + "  ";
}

/// The headline measures, by the question that they answer.
using Questions = std::vector<std::pair<std::string, std::vector<const IndicatorRow*>>>;

Questions
QuestionsOf(const ReportPoint& point)
{
    Questions questions;
    for (const IndicatorRow& row : point.indicators)
    {
        if (FindHeadline(row.indicator.name) != nullptr)
        {
            if (questions.empty() || questions.back().first != row.indicator.heading)
            {
                questions.push_back({row.indicator.heading, {}});
            }
            questions.back().second.push_back(&row);
        }
    }
    return questions;
}

std::string
DesignsAsColumns(const ReportPoint& point, const Questions& questions)
{
    std::vector<std::string> header{""};
    for (const auto& [design, count] : point.runs)
    {
        header.push_back(VisibleText(design));
    }
    WrappedGrid grid(std::move(header), 2);
    for (const auto& [question, rows] : questions)
    {
        grid.AddHeading("");
        grid.AddHeading(question);
        for (const IndicatorRow* row : rows)
        {
            std::vector<std::string> cells{"  " + VisibleText(HeadlineText(row->indicator.name))};
            for (const auto& [design, count] : point.runs)
            {
                cells.push_back(CellOf(*row, design));
            }
            grid.AddRow(std::move(cells));
        }
    }
    return grid.InBlocks();
}

std::string
DesignsAsRows(const ReportPoint& point, const Questions& questions)
{
    std::string text;
    for (const auto& [question, rows] : questions)
    {
        std::vector<std::string> header{""};
        for (const IndicatorRow* row : rows)
        {
            header.push_back(VisibleText(HeadlineText(row->indicator.name)));
        }
        WrappedGrid grid(std::move(header), 2);
        for (const auto& [design, count] : point.runs)
        {
            std::vector<std::string> cells{"  " + VisibleText(design)};
            for (const IndicatorRow* row : rows)
            {
                cells.push_back(CellOf(*row, design));
            }
            grid.AddRow(std::move(cells));
        }
        text += (text.empty() ? "" : "\n") + question + '\n' + grid.InBlocks();
    }
    return text;
}

std::string
HeadlineCaption(const ReportPoint& point, bool rows)
{
    const bool several =
        std::ranges::any_of(point.runs, [](const auto& count) { return count.second.through > 1; });
    const bool level = std::ranges::any_of(
        point.indicators,
        [](const IndicatorRow& row)
        {
            return FindHeadline(row.indicator.name) != nullptr && !IsLevel(row) &&
                   std::ranges::count(row.designs, Standing::kLevel, &DesignIndicator::standing) >
                       0;
        });
    return std::string("* best of its ") + (rows ? "column" : "row") +
           (level ? ", or level with that in three digits" : "") +
           (several ? ", ~ no significant difference from it (paired, 95 %); mean ± half-width "
                      "of the 95 % interval, without ± where all runs agree"
                    : "");
}

} // namespace

std::string
HeadlineTable(const ReportPoint& point)
{
    const Questions questions = QuestionsOf(point);
    if (questions.empty())
    {
        return "";
    }
    const bool rows = point.runs.size() > kMostColumns;
    return (rows ? DesignsAsRows(point, questions) : DesignsAsColumns(point, questions)) + '\n' +
           Paragraph(HeadlineCaption(point, rows), 2);
}

std::string
AnswerText(const ReportPoint& point, bool all)
{
    const Answer answer = AnswerOf(point);
    std::string text = answer.lead;
    if (all)
    {
        for (const auto& [question, finding] : answer.findings)
        {
            text += ' ' + finding;
        }
        text += answer.losses.empty() ? "" : ' ' + answer.losses;
    }
    for (const std::string& limit : answer.limits)
    {
        text += ' ' + limit;
    }
    return Paragraph(VisibleText(text));
}

} // namespace ns3::vnlab
