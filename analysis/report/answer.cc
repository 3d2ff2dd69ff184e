// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/report/answer.h"

#include "analysis/style/number-text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

namespace ns3::vnlab
{

namespace
{

/// An indicator that an answer speaks of, in words: "linkwire hold|s| 3.1× |fewer rules| than vxlan".
struct Headline
{
    std::string_view
        indicator; ///< or its beginning, where it ends with '.': then a capability follows
    std::string_view subject;
    std::string_view verb; ///< of several designs; one takes an s more
    std::string_view with; ///< what follows the verb
    std::string_view fewer;
};

constexpr std::array<Headline, 13> kHeadlines{{
    {"config.settings_intent", "stated settings", "need", "", "fewer settings"},
    {"config.rules", "rules", "hold", "", "fewer rules"},
    {"config.messages", "control messages", "deploy", " with", "fewer messages"},
    {"config.register_s", "registration time", "register", " in", "less time"},
    {"config.deploy_s", "deployment time", "deploy", " in", "less time"},
    {"reconfig.effective p99", "opening added links (p99)", "take", "", "less time"},
    {"reconfig.always_open", "links open before they were wanted", "leave", "", "fewer links open"},
    {"reconfig.leak never", "removed links left open", "leave", "", "fewer links open"},
    {"reconfig.disrupted", "disrupted packets", "disrupt", "", "fewer packets"},
    {"exposure.reachable.", "VMs in reach", "let", " an attacker reach", "fewer VMs"},
    {"exposure.compromised_final.", "compromised VMs", "lose", "", "fewer VMs"},
    {"traffic.lost", "lost packets of tenants", "lose", "", "fewer packets"},
    {"traffic.delay_p99", "packet delay (p99)", "deliver", " in", "less time"},
}};

constexpr size_t kMostNamed = 3; ///< designs that one sentence compares the best with

const Headline*
FindHeadline(std::string_view indicator)
{
    const auto found = std::ranges::find_if(kHeadlines,
                                            [&](const Headline& headline)
                                            {
                                                return headline.indicator.ends_with('.')
                                                         ? indicator.starts_with(headline.indicator)
                                                         : indicator == headline.indicator;
                                            });
    return found == kHeadlines.end() ? nullptr : &*found;
}

/// @return "a, b and c"
std::string
ListOf(const std::vector<std::string>& words,
       const std::string& between = ", ",
       const std::string& last = " and ")
{
    std::string list;
    for (size_t i = 0; i < words.size(); ++i)
    {
        list += (i == 0 ? "" : i + 1 < words.size() ? between : last) + words[i];
    }
    return list;
}

std::string
FixedText(double value, int decimals)
{
    std::array<char, 400> buffer{};
    return {
        buffer.data(),
        std::to_chars(buffer.begin(), buffer.end(), value, std::chars_format::fixed, decimals).ptr};
}

/// The difference of two designs as an amount: `2.1 ms [1.9 ms, 2.3 ms]`.
std::string
AmountText(const MeanEstimate& difference, MetricUnit unit)
{
    const bool negative = difference.mean < 0;
    const auto text = [unit](double value)
    {
        // A part of a part is no percentage of it.
        const bool points = unit == MetricUnit::kFraction;
        return points ? HumanNumber(100 * value, MetricUnit::kCount) + " points"
                      : HumanNumber(value, unit);
    };
    std::string amount = text(std::abs(difference.mean));
    if (difference.interval && difference.interval->low != difference.interval->high)
    {
        const Interval& interval = *difference.interval;
        amount += " [" + text(negative ? -interval.high : interval.low) + ", " +
                  text(negative ? -interval.low : interval.high) + "]";
    }
    return amount;
}

/// How much worse a design is than the best: a ratio where there is one, else an amount.
std::string
ExcessText(const DesignIndicator& design, const Indicator& indicator)
{
    const PairedComparison& toBest = *design.toBest;
    return toBest.ratio ? RatioText(*toBest.ratio) : AmountText(toBest.difference, indicator.unit);
}

/// Whether a design is as good as the best one, as far as a ratio in words can tell.
bool
IsTie(const DesignIndicator& design)
{
    return design.toBest && design.toBest->ratio && design.mean.censored == 0 &&
           std::abs(design.toBest->ratio->mean - 1) < 0.005;
}

std::vector<const DesignIndicator*>
With(const IndicatorRow& row, const std::set<Standing>& standings)
{
    std::vector<const DesignIndicator*> designs;
    for (const DesignIndicator& design : row.designs)
    {
        if (standings.contains(design.standing))
        {
            designs.push_back(&design);
        }
    }
    return designs;
}

/// Designs that are worse than the best; those that are level with it are not.
std::vector<const DesignIndicator*>
WorseIn(const IndicatorRow& row)
{
    std::vector<const DesignIndicator*> worse = With(row, {Standing::kWorse, Standing::kWorst});
    std::erase_if(worse, [](const DesignIndicator* design) { return IsTie(*design); });
    return worse;
}

std::vector<std::string>
NamesOf(const std::vector<const DesignIndicator*>& designs)
{
    std::vector<std::string> names;
    std::ranges::transform(designs,
                           std::back_inserter(names),
                           [](const DesignIndicator* design) { return design->design; });
    return names;
}

/// The designs that are worse than the best, the nearest first, by what a sentence says of them.
struct Losers
{
    std::vector<std::pair<std::string, std::vector<std::string>>> byExcess;
    std::vector<std::string> never;
    size_t others{0};
};

Losers
LosersOf(const IndicatorRow& row)
{
    Losers losers;
    std::vector<const DesignIndicator*> worse = WorseIn(row);
    std::ranges::stable_sort(
        worse, {}, [](const DesignIndicator* design) { return design->mean.mean; });
    size_t named = 0;
    for (const DesignIndicator* design : worse)
    {
        if (design->mean.censored > 0)
        {
            losers.never.push_back(std::to_string(design->mean.censored) + " of " +
                                   std::to_string(design->mean.n) + " runs of " + design->design);
        }
        else if (named++ < kMostNamed)
        {
            const std::string excess = ExcessText(*design, row.indicator);
            if (losers.byExcess.empty() || losers.byExcess.back().first != excess)
            {
                losers.byExcess.push_back({excess, {}});
            }
            losers.byExcess.back().second.push_back(design->design);
        }
        else
        {
            ++losers.others;
        }
    }
    return losers;
}

/// "Rules: linkwire holds 1.4× fewer rules than identity-firewall and 7.9× fewer than vxlan."
std::string
SentenceOf(const IndicatorRow& row)
{
    const Headline& headline = *FindHeadline(row.indicator.name);
    const Losers losers = LosersOf(row);
    const std::string_view less = headline.fewer.substr(0, headline.fewer.find(' '));
    std::vector<std::string> compared;
    for (const auto& [excess, designs] : losers.byExcess)
    {
        compared.push_back(excess + ' ' + std::string(compared.empty() ? headline.fewer : less) +
                           " than " + ListOf(designs));
    }
    if (losers.others > 0)
    {
        compared.push_back("still " + std::string(less) + " than " + std::to_string(losers.others) +
                           " more");
    }
    const std::string subject = HeadlineText(row.indicator.name) + ": ";
    std::string sentence;
    if (compared.empty()) // then the others never got there
    {
        sentence = subject + "reached by " +
                   ListOf(NamesOf(With(row, {Standing::kBest, Standing::kNotSignificant})));
    }
    else
    {
        const std::vector<const DesignIndicator*> best = With(row, {Standing::kBest});
        const bool several = best.size() > 1;
        sentence = subject + ListOf(NamesOf(best)) + (several ? " each " : " ") +
                   std::string(headline.verb) + (several ? "" : "s") + std::string(headline.with) +
                   ' ' + ListOf(compared);
    }
    if (!losers.never.empty())
    {
        sentence += "; never in " + ListOf(losers.never);
    }
    sentence[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(sentence[0])));
    return sentence + ".";
}

/// "rules of flat and linkwire (1.02× [0.97, 1.07])"
std::string
DoubtOf(const IndicatorRow& row, const DesignIndicator& design)
{
    const std::string best = With(row, {Standing::kBest}).front()->design;
    return HeadlineText(row.indicator.name) + " of " + best + " and " + design.design + " (" +
           ExcessText(design, row.indicator) + ")";
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

/// "n = 5 runs of each design", or how many of each.
std::string
RunsText(const ReportPoint& point)
{
    std::set<size_t> counts;
    std::vector<std::string> each;
    for (const auto& [design, count] : point.runs)
    {
        counts.insert(count.through);
        each.push_back(std::to_string(count.through) + " of " + design);
    }
    if (counts.size() != 1)
    {
        return "n = " + ListOf(each) + " runs";
    }
    return "n = " + std::to_string(*counts.begin()) + (*counts.begin() == 1 ? " run" : " runs") +
           " of each design";
}

/// "flat ran not once: two tenants have the address 10.0.0.2" for each design that has no result.
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

/// Whether a design is best, alone or with others, in all rows.
bool
IsBestInAll(const std::string& design, const std::vector<const IndicatorRow*>& rows)
{
    return std::ranges::all_of(rows,
                               [&design](const IndicatorRow* row)
                               {
                                   const std::vector<std::string> best =
                                       NamesOf(With(*row, {Standing::kBest}));
                                   return std::ranges::find(best, design) != best.end();
                               });
}

/// "linkwire (configuration cost)" for each design that is best in all rows of a question.
std::vector<std::string>
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
    std::vector<std::string> words;
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
        if (!wins.empty())
        {
            words.push_back(design + " (" + ListOf(wins) + ")");
        }
    }
    return words;
}

std::string
LeadOf(const ReportPoint& point, const std::vector<const IndicatorRow*>& rows)
{
    if (point.runs.size() < 2)
    {
        return "One design was run, so there is nothing to compare it with.";
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
    const std::vector<std::string> throughout = BestThroughout(point, rows);
    return "No design is best everywhere" +
           (throughout.empty() ? ", nor throughout one question."
                               : ". Best throughout a question: " + ListOf(throughout) + ".");
}

} // namespace

std::string
HeadlineText(std::string_view indicator)
{
    const Headline* headline = FindHeadline(indicator);
    if (headline == nullptr)
    {
        return "";
    }
    const std::string subject(headline->subject);
    return headline->indicator.ends_with('.')
             ? subject + " (" + std::string(indicator.substr(headline->indicator.size())) + ")"
             : subject;
}

std::string
RatioText(const MeanEstimate& ratio)
{
    const bool interval = ratio.interval && ratio.interval->low != ratio.interval->high;
    const auto text = [](double value, int decimals)
    {
        return decimals == 0 ? HumanNumber(std::round(value), MetricUnit::kCount)
                             : FixedText(value, decimals);
    };
    int decimals = ratio.mean < 2 ? 2 : ratio.mean < 10 ? 1 : 0;
    std::string ends;
    if (interval)
    {
        const auto& [low, high] = *ratio.interval;
        decimals += text(low, decimals) == text(high, decimals) ? 1 : 0;
        if (text(low, decimals) != text(high, decimals))
        {
            ends = " [" + text(low, decimals) + ", " + text(high, decimals) + "]";
        }
    }
    return text(ratio.mean, decimals) + "×" + ends;
}

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
        if (HeadlineText(row.indicator.name).empty() || With(row, {Standing::kBest}).empty())
        {
            continue;
        }
        if (With(row, {Standing::kBest}).size() == row.designs.size())
        {
            equal.push_back(HeadlineText(row.indicator.name));
            continue;
        }
        for (const DesignIndicator* design : With(row, {Standing::kNotSignificant}))
        {
            doubts.push_back(DoubtOf(row, *design));
        }
        if (!WorseIn(row).empty())
        {
            for (const DesignIndicator* design : With(row, {Standing::kWorst}))
            {
                worst[design->design].push_back(HeadlineText(row.indicator.name));
            }
            differing.push_back(&row);
            answer.findings.push_back({row.indicator.heading, SentenceOf(row)});
        }
        else if (!With(row, {Standing::kWorse, Standing::kWorst}).empty())
        {
            level.push_back(HeadlineText(row.indicator.name));
        }
    }
    answer.lead = RefusalsOf(point) + LeadOf(point, differing);
    std::vector<std::string> losses;
    std::vector<std::string> unbeaten;
    for (const auto& [design, count] : point.runs)
    {
        const auto found = worst.find(design);
        found == worst.end() ? unbeaten.push_back(design)
                             : losses.push_back(design + " in " + ListOf(found->second));
    }
    if (!losses.empty())
    {
        answer.limits.push_back("Where each is worst: " + ListOf(losses, "; ", "; ") +
                                (unbeaten.empty() ? "" : "; " + ListOf(unbeaten) + " nowhere") +
                                ".");
    }
    if (!equal.empty())
    {
        answer.limits.push_back("Equal under all designs: " + ListOf(equal) + ".");
    }
    if (!level.empty())
    {
        answer.limits.push_back("Level in three digits: " + ListOf(level) + ".");
    }
    if (!doubts.empty())
    {
        answer.limits.push_back("Not significant: " + ListOf(doubts, "; ", "; ") + ".");
    }
    answer.limits.push_back(
        RunsText(point) +
        (single ? ": single runs, so there are no intervals and no statement about chance."
                : ", paired on the same random numbers; brackets are 95 % intervals (Student t), "
                  "left out where they are narrower than the digits shown."));
    return answer;
}

} // namespace ns3::vnlab
