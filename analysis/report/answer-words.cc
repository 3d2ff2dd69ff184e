// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/report/answer-words.h"

#include "analysis/result/headline.h"
#include "analysis/style/number-text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kMostNamed = 3; ///< designs that one sentence compares the best with
constexpr size_t kMostBest = 5;  ///< that it names as the best: of more the table says which

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

/// How a design differs from the best: a ratio where there is one, else an amount.
std::string
DifferenceText(const PairedComparison& toBest, const Indicator& indicator)
{
    return toBest.ratio ? RatioText(*toBest.ratio) : AmountText(toBest.difference, indicator.unit);
}

/// How much worse a design is than the best. Of values on a grid (GridOf) the least ratio that there
/// may be, cut to its digits: "at least 1.5×"; "" where that is hardly one.
std::string
ExcessText(const DesignIndicator& design, const IndicatorRow& row)
{
    if (!design.toBest->ratio || design.grid == 0)
    {
        return DifferenceText(*design.toBest, row.indicator);
    }
    const DesignIndicator& best = *DesignsWith(row, {Standing::kBest}).front();
    const double least = (design.mean.mean - std::max(design.grid, 0.0)) /
                         (best.mean.mean - std::min(best.grid, 0.0));
    const double digit = least < 2 ? 0.01 : least < 10 ? 0.1 : 1;
    const double cut = std::floor(least / digit * (1 + 1e-12)) * digit;
    return cut > 1 ? "at least " + RatioText({.n = 1, .mean = cut, .interval = {}}) : "";
}

/// The designs that are worse than the best, the nearest first, by what a sentence says of them.
struct Losers
{
    std::vector<std::pair<std::string, std::vector<std::string>>> byExcess;
    std::vector<std::string> never;     ///< designs whose no run got there
    std::vector<std::string> sometimes; ///< "1 of 2 runs of flat"
    size_t others{0};
};

Losers
LosersOf(const IndicatorRow& row)
{
    Losers losers;
    std::vector<const DesignIndicator*> worse = WorseDesigns(row);
    std::ranges::stable_sort(
        worse, {}, [](const DesignIndicator* design) { return design->mean.mean; });
    const auto reached = static_cast<size_t>(std::ranges::count_if(
        worse, [](const DesignIndicator* design) { return design->mean.censored == 0; }));
    const size_t most = reached == kMostNamed + 1 ? reached : kMostNamed; // "1 more" has a name
    size_t named = 0;
    for (const DesignIndicator* design : worse)
    {
        if (design->mean.censored == design->mean.n)
        {
            losers.never.push_back(design->design);
        }
        else if (design->mean.censored > 0)
        {
            losers.sometimes.push_back(std::to_string(design->mean.censored) + " of " +
                                       std::to_string(design->mean.n) + " runs of " +
                                       design->design);
        }
        else if (named++ < most)
        {
            const std::string excess = ExcessText(*design, row);
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

/// "a, b and c", or how many where a sentence would drown in names.
std::string
NamesOrCount(const std::vector<const DesignIndicator*>& designs)
{
    return designs.size() > kMostBest ? std::to_string(designs.size()) + " designs"
                                      : WordList(DesignNames(designs));
}

} // namespace

std::string
WordList(const std::vector<std::string>& words, const std::string& between, const std::string& last)
{
    std::string list;
    for (size_t i = 0; i < words.size(); ++i)
    {
        list += (i == 0 ? "" : i + 1 < words.size() ? between : last) + words[i];
    }
    return list;
}

std::vector<const DesignIndicator*>
DesignsWith(const IndicatorRow& row, const std::set<Standing>& standings)
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

std::vector<const DesignIndicator*>
WorseDesigns(const IndicatorRow& row)
{
    return DesignsWith(row, {Standing::kWorse, Standing::kWorst});
}

std::vector<std::string>
DesignNames(const std::vector<const DesignIndicator*>& designs)
{
    std::vector<std::string> names;
    std::ranges::transform(designs,
                           std::back_inserter(names),
                           [](const DesignIndicator* design) { return design->design; });
    return names;
}

std::string
SentenceOf(const IndicatorRow& row)
{
    const Headline& headline = *FindHeadline(row.indicator.name);
    const Losers losers = LosersOf(row);
    const std::string_view less = headline.fewer.substr(0, headline.fewer.find(' '));
    std::vector<std::string> compared;
    for (const auto& [excess, designs] : losers.byExcess)
    {
        compared.push_back(excess + (excess.empty() ? "" : " ") +
                           std::string(compared.empty() ? headline.fewer : less) + " than " +
                           WordList(designs));
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
                   NamesOrCount(DesignsWith(
                       row, {Standing::kBest, Standing::kLevel, Standing::kNotSignificant}));
    }
    else
    {
        const std::vector<const DesignIndicator*> best =
            DesignsWith(row, {Standing::kBest, Standing::kLevel});
        const bool several = best.size() > 1;
        sentence = subject + NamesOrCount(best) + (several ? " each " : " ") +
                   std::string(headline.verb) + (several ? "" : "s") + std::string(headline.with) +
                   ' ' + WordList(compared);
    }
    if (!losers.sometimes.empty())
    {
        sentence += "; never in " + WordList(losers.sometimes);
    }
    if (!losers.never.empty())
    {
        sentence += "; never under " + WordList(losers.never);
    }
    sentence[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(sentence[0])));
    return sentence + ".";
}

std::string
DoubtOf(const IndicatorRow& row, const DesignIndicator& design)
{
    const std::string best = DesignsWith(row, {Standing::kBest}).front()->design;
    return HeadlineText(row.indicator.name) + " of " + best + " and " + design.design + " (" +
           DifferenceText(*design.toBest, row.indicator) + ")";
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

} // namespace ns3::vnlab
