// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/report/answer.h"

#include "analysis/point/price-note.h"
#include "analysis/report/answer-words.h"
#include "analysis/result/headline.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kMostWithLosses = 5; ///< designs of which it is said where each is worst

/// @return the designs that have rules at the fabric's switches
std::vector<std::string>
ChargedForSwitches(const ReportPoint& point)
{
    std::vector<std::string> charged;
    for (const IndicatorRow& row : point.indicators)
    {
        for (const DesignIndicator& cell : row.designs)
        {
            if (row.indicator.name == kSwitchRules && cell.mean.mean > 0)
            {
                charged.push_back(cell.design);
            }
        }
    }
    return charged;
}

size_t
MostRuns(const ReportPoint& point)
{
    size_t most = 0;
    for (const auto& [design, count] : point.runs)
    {
        most = std::max(most, count.through);
    }
    return most;
}

/// "n = 5 runs of each design", or how many of which. Those without a result have said so.
std::string
RunsText(const ReportPoint& point)
{
    std::map<size_t, std::vector<std::string>, std::greater<>> byCount;
    for (const auto& [design, count] : point.runs)
    {
        byCount[count.through].push_back(design);
    }
    const bool areAll = byCount.size() == 1 || byCount.erase(0) == 0;
    std::vector<std::string> parts;
    for (const auto& [count, designs] : byCount)
    {
        const std::string runs = parts.empty() ? (count == 1 ? " run" : " runs") : "";
        parts.push_back(std::to_string(count) + runs + " of " +
                        (byCount.size() > 1 ? WordList(designs)
                         : areAll           ? "each design"
                                            : "each other design"));
    }
    return "n = " + WordList(parts);
}

/// "flat has no result: two tenants have the address 10.0.0.2. " for each design of which it is so.
std::string
RefusalsOf(const ReportPoint& point)
{
    std::string refusals;
    for (const auto& [design, count] : point.runs)
    {
        if (count.through > 0 || count.failed == 0)
        {
            continue;
        }
        const auto failure = std::ranges::find(
            point.failures, design, [](const FailedRun& run) { return run.key.design; });
        refusals += design + " has no result: " +
                    (failure == point.failures.end() ? "all its runs failed" : failure->error) +
                    ". ";
    }
    return refusals;
}

/// Whether a design is best, alone or with others, or level with the best in all rows.
bool
IsBestInAll(const std::string& design, const std::vector<const IndicatorRow*>& rows)
{
    return std::ranges::all_of(rows,
                               [&design](const IndicatorRow* row)
                               {
                                   const std::vector<std::string> best = DesignNames(
                                       DesignsWith(*row, {Standing::kBest, Standing::kLevel}));
                                   return std::ranges::find(best, design) != best.end();
                               });
}

/// "flat (data plane); vxlan and linkwire (configuration cost)": which designs are best in all rows of
/// which questions. With "and" between them where each is one design.
std::string
BestThroughout(const ReportPoint& point, const std::vector<const IndicatorRow*>& rows)
{
    std::vector<std::pair<std::string, std::vector<const IndicatorRow*>>> questions;
    for (const IndicatorRow* row : rows)
    {
        if (questions.empty() || questions.back().first != row->indicator.heading)
        {
            questions.push_back({row->indicator.heading, {}});
        }
        questions.back().second.push_back(row);
    }
    std::vector<std::pair<std::string, std::vector<std::string>>> winners; // by what they win
    for (const auto& [design, count] : point.runs)
    {
        std::vector<std::string> wins;
        for (const auto& [question, of] : questions)
        {
            if (IsBestInAll(design, of))
            {
                wins.push_back(question);
            }
        }
        if (wins.empty())
        {
            continue;
        }
        const std::string what = WordList(wins);
        const auto known = std::ranges::find(winners, what, &decltype(winners)::value_type::first);
        (known == winners.end() ? winners.emplace_back(what, std::vector<std::string>{}) : *known)
            .second.push_back(design);
    }
    std::vector<std::string> words;
    bool areSingle = true;
    for (const auto& [what, designs] : winners)
    {
        words.push_back(WordList(designs) + " (" + what + ")");
        areSingle = areSingle && designs.size() == 1;
    }
    return areSingle ? WordList(words) : WordList(words, "; ", "; ");
}

std::string
LeadOf(const ReportPoint& point, const std::vector<const IndicatorRow*>& rows)
{
    if (point.runs.size() < 2)
    {
        return "One design was run, so there is nothing to compare it with.";
    }
    const auto through = std::ranges::find_if(
        point.runs, [](const auto& design) { return design.second.through > 0; });
    if (through != point.runs.end() &&
        std::ranges::count_if(point.runs,
                              [](const auto& design) { return design.second.through > 0; }) == 1)
    {
        return through->first + " alone has results, so there is nothing to compare it with.";
    }
    if (rows.empty())
    {
        return "No headline measure tells these designs apart.";
    }
    for (const auto& [design, count] : point.runs)
    {
        if (IsBestInAll(design, rows))
        {
            return design + " is best in " +
                   (rows.size() == 1
                        ? "the one headline measure that differs."
                        : "all " + std::to_string(rows.size()) + " headline measures that differ.");
        }
    }
    const std::string throughout = BestThroughout(point, rows);
    return "No design is best everywhere" +
           (throughout.empty() ? ", nor throughout one question."
                               : ". Best throughout a question: " + throughout + ".");
}

} // namespace

Answer
AnswerOf(const ReportPoint& point)
{
    std::vector<const IndicatorRow*> differing;
    std::vector<std::string> equal;
    std::vector<std::string> level; // of ties
    std::vector<std::string> doubts;
    Answer answer;
    std::map<std::string, std::vector<std::string>> worst; // subjects by design
    const bool single = MostRuns(point) < 2;
    for (const IndicatorRow& row : point.indicators)
    {
        if (HeadlineText(row.indicator.name).empty() || DesignsWith(row, {Standing::kBest}).empty())
        {
            continue;
        }
        if (IsEqual(row))
        {
            equal.push_back(HeadlineText(row.indicator.name));
            continue;
        }
        for (const DesignIndicator* design : DesignsWith(row, {Standing::kNotSignificant}))
        {
            doubts.push_back(DoubtOf(row, *design));
        }
        if (!WorseDesigns(row).empty())
        {
            for (const DesignIndicator* design : DesignsWith(row, {Standing::kWorst}))
            {
                worst[design->design].push_back(HeadlineText(row.indicator.name));
            }
            differing.push_back(&row);
            answer.findings.push_back({row.indicator.heading, SentenceOf(row)});
        }
        else if (!DesignsWith(row, {Standing::kLevel}).empty())
        {
            level.push_back(HeadlineText(row.indicator.name));
        }
    }
    answer.refusals = RefusalsOf(point);
    answer.lead = LeadOf(point, differing);
    std::vector<std::string> losses;
    std::vector<std::string> unbeaten;
    for (const auto& [design, count] : point.runs)
    {
        const auto found = worst.find(design);
        found == worst.end() ? unbeaten.push_back(design)
                             : losses.push_back(design + " in " + WordList(found->second));
    }
    if (!losses.empty() && point.runs.size() <= kMostWithLosses)
    {
        answer.losses = "Where each is worst: " + WordList(losses, "; ", "; ") +
                        (unbeaten.empty() ? "" : "; " + WordList(unbeaten) + " nowhere") + ".";
    }
    if (!equal.empty())
    {
        answer.limits.push_back("Equal under all designs: " + WordList(equal) + ".");
    }
    if (!level.empty())
    {
        answer.limits.push_back("Level in three digits: " + WordList(level) + ".");
    }
    if (!doubts.empty())
    {
        answer.limits.push_back("Not significant: " + WordList(doubts, "; ", "; ") + ".");
    }
    answer.limits.push_back(
        RunsText(point) +
        (single ? ": single runs, so there are no intervals and no statement about chance."
                : ", paired on the same random numbers; brackets are 95 % intervals (Student t), "
                  "left out where they are narrower than the digits shown."));
    if (const std::string note = SwitchPriceNote(ChargedForSwitches(point), point.switchPrices);
        !note.empty())
    {
        answer.limits.push_back(note + ".");
    }
    return answer;
}

} // namespace ns3::vnlab
