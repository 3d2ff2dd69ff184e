// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/report/report-json.h"

#include "analysis/report/answer.h"
#include "analysis/report/page-json.h"
#include "analysis/report/thin-curve.h"
#include "analysis/result/headline.h"
#include "analysis/style/design-style.h"
#include "analysis/style/visible-text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kCurveSteps = 400'000; ///< about, of all curves of a report together
constexpr size_t kLongestError = 2'000; ///< bytes

Json
Number(double value)
{
    if (!std::isfinite(value))
    {
        return nullptr;
    }
    if (value == std::round(value) && std::abs(value) < 9e15)
    {
        return static_cast<int64_t>(value);
    }
    std::array<char, 32> buffer{};
    const auto text =
        std::to_chars(buffer.begin(), buffer.end(), value, std::chars_format::general, 7);
    double rounded = value;
    std::from_chars(buffer.data(), text.ptr, rounded);
    return rounded;
}

Json
Numbers(const std::vector<double>& values)
{
    Json list = Json::array();
    std::ranges::transform(values, std::back_inserter(list), Number);
    return list;
}

/// The three numbers of an estimate: its value and the ends of its interval.
void
Append(Json& list, const MeanEstimate& estimate)
{
    list.push_back(Number(estimate.mean));
    list.push_back(estimate.interval ? Number(estimate.interval->low) : Json());
    list.push_back(estimate.interval ? Number(estimate.interval->high) : Json());
}

/// @return the text with its line breaks kept and all that acts made visible
std::string
VisibleLines(std::string_view text)
{
    std::string visible;
    for (size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n'))
    {
        visible += VisibleText(text.substr(0, end)) + '\n';
        text.remove_prefix(end + 1);
    }
    return visible + VisibleText(text);
}

Json
ParametersJson(const std::map<std::string, Parameter>& parameters)
{
    Json json = Json::array();
    for (const auto& [name, parameter] : parameters)
    {
        json.push_back({VisibleText(name),
                        VisibleText(parameter.text),
                        parameter.number ? Number(*parameter.number) : Json()});
    }
    return json;
}

Json
AnswerJson(const ReportPoint& point)
{
    const Answer answer = AnswerOf(point);
    Json findings = Json::array();
    for (const auto& [question, sentence] : answer.findings)
    {
        findings.push_back({question, VisibleText(sentence)});
    }
    Json limits = Json::array();
    if (!answer.losses.empty())
    {
        limits.push_back(VisibleText(answer.losses));
    }
    std::ranges::transform(answer.limits, std::back_inserter(limits), VisibleText);
    return {{"lead", VisibleText(answer.refusals + answer.lead)},
            {"findings", findings},
            {"limits", limits}};
}

constexpr std::array<const char*, 6> kStandings{"", "best", "level", "unclear", "worse", "worst"};

Json
CellJson(const DesignIndicator& cell, size_t design)
{
    Json json{design, cell.mean.n, cell.mean.censored};
    Append(json, cell.mean);
    json.push_back(kStandings[static_cast<size_t>(cell.standing)]);
    json.push_back(Number(cell.grid));
    if (cell.toBest)
    {
        json.push_back(cell.toBest->ratio ? "ratio" : "difference");
        Append(json, cell.toBest->ratio.value_or(cell.toBest->difference));
    }
    return json;
}

Json
CurveJson(const Distribution& distribution, size_t design, size_t steps)
{
    std::vector<double> x;
    std::vector<double> y;
    for (const auto& [value, part] : Thinned(distribution.Curve(), steps))
    {
        x.push_back(value);
        y.push_back(part);
    }
    return {{"design", design},
            {"n", distribution.Count()},
            {"never", distribution.Never()},
            {"x", Numbers(x)},
            {"y", Numbers(y)}};
}

Json
CurveJson(const MeanOverTime& series, size_t design, size_t steps)
{
    std::vector<MeanOverTime::At> curve = series.Estimate();
    const size_t runs = curve.empty() ? 0 : curve.front().mean.n;
    DropRepeats(curve,
                [](const auto& a, const auto& b)
                { return a.mean.mean == b.mean.mean && a.mean.interval == b.mean.interval; });
    std::vector<double> time;
    std::vector<double> mean;
    std::vector<double> low;
    std::vector<double> high;
    for (const auto& at : Thinned(std::move(curve), steps))
    {
        time.push_back(at.time);
        mean.push_back(at.mean.mean);
        const Interval interval = at.mean.interval.value_or(Interval{at.mean.mean, at.mean.mean});
        low.push_back(std::max(interval.low, 0.0));
        high.push_back(interval.high);
    }
    return {{"design", design},
            {"n", runs},
            {"t", Numbers(time)},
            {"mean", Numbers(mean)},
            {"low", Numbers(low)},
            {"high", Numbers(high)}};
}

template <class Curves>
Json
CurvesJson(const Curves& byMetric, const std::map<std::string, size_t>& position, size_t steps)
{
    Json json = Json::array();
    for (const auto& [metric, byDesign] : byMetric)
    {
        Json curves = Json::array();
        for (const auto& [design, curve] : byDesign)
        {
            curves.push_back(CurveJson(curve, position.at(design), steps));
        }
        json.push_back({{"metric", VisibleText(metric)}, {"curves", curves}});
    }
    return json;
}

} // namespace

ReportJson::ReportJson(std::vector<std::string> designs,
                       std::map<Versions, size_t> versions,
                       size_t points)
    : m_designs(std::move(designs)),
      m_versions(std::move(versions)),
      m_curveSteps(std::clamp<size_t>(
          kCurveSteps / std::max<size_t>(points * m_designs.size(), 1) / 4, 16, 512))
{
    for (size_t i = 0; i < m_designs.size(); ++i)
    {
        m_position[m_designs[i]] = i;
    }
}

size_t
ReportJson::IndicatorIndex(const Indicator& indicator)
{
    const auto [entry, isNew] = m_indicatorIndex.try_emplace(indicator.name, m_indicators.size());
    if (isNew)
    {
        m_indicators.push_back(indicator);
    }
    return entry->second;
}

void
ReportJson::Add(const ReportPoint& point)
{
    Json runs = Json::array();
    for (const auto& [design, count] : point.runs)
    {
        runs.push_back({m_position.at(design), count.through, count.failed});
    }
    Json rows = Json::array();
    for (const IndicatorRow& row : point.indicators)
    {
        Json cells = Json::array();
        for (const DesignIndicator& cell : row.designs)
        {
            cells.push_back(CellJson(cell, m_position.at(cell.design)));
        }
        Json absent = Json::array();
        for (const auto& [design, why] : row.absent)
        {
            absent.push_back({m_position.at(design), why});
        }
        rows.push_back({IndicatorIndex(row.indicator), cells, absent});
    }
    Json failures = Json::array();
    for (const FailedRun& failure : point.failures)
    {
        if (m_failures++ < kMostFailures)
        {
            failures.push_back({m_position.at(failure.key.design),
                                std::to_string(failure.key.seed),
                                failure.key.run,
                                VisibleLines(failure.error.substr(0, kLongestError))});
        }
    }
    const Json json{
        {"title", VisibleText(point.title)},
        {"parameters", ParametersJson(point.parameters)},
        {"answer", AnswerJson(point)},
        {"runs", runs},
        {"rows", rows},
        {"distributions", CurvesJson(point.distributions, m_position, m_curveSteps)},
        {"series", CurvesJson(point.series, m_position, m_curveSteps)},
        {"failures", failures},
        {"scenario", m_scenarios++ < kMostScenarios ? Json(VisibleLines(point.scenario)) : Json()}};
    m_points += (m_points.empty() ? "" : ",\n") + Dump(json);
}

void
ReportJson::SetReplay(size_t point, const RunKey& run, const Replay& replay)
{
    Json left = Json::array();
    for (const auto& [design, why] : replay.left)
    {
        left.push_back({m_position.at(design), VisibleText(why)});
    }
    const Json head{{"point", point},
                    {"seed", std::to_string(run.seed)},
                    {"run", run.run},
                    {"why", VisibleText(replay.why)},
                    {"left", left}};
    std::string recordings;
    for (const auto& [design, json] : replay.recordings)
    {
        recordings += (recordings.empty() ? "[" : ",[") + std::to_string(m_position.at(design)) +
                      "," + json + "]";
    }
    m_replay = "{\"head\":" + Dump(head) +
               ",\"cloud\":" + (replay.cloud.empty() ? "null" : replay.cloud) +
               ",\"recordings\":[" + recordings + "]}";
}

std::string
ReportJson::Finish() const
{
    Json designs = Json::array();
    std::ranges::transform(m_designs, std::back_inserter(designs), VisibleText);
    Json styles = Json::array();
    const std::vector<DesignStyle> looks = StylesOf(m_designs);
    const std::vector<size_t> families = FamiliesOf(m_designs);
    for (size_t i = 0; i < m_designs.size(); ++i)
    {
        const DesignStyle& style = looks[i];
        styles.push_back({{"colour", style.colour},
                          {"dash", std::vector(style.dash.begin(), style.dash.end())},
                          {"marker", style.marker},
                          {"filled", style.filled},
                          {"family", families[i]}});
    }
    Json versions = Json::array();
    for (const auto& [version, runs] : m_versions)
    {
        versions.push_back({VisibleText(version.vnlab), VisibleText(version.ns3), runs});
    }
    Json indicators = Json::array();
    for (Indicator indicator : m_indicators)
    {
        std::erase(indicator.definition, '`'); // Markdown, for the manual
        indicators.push_back({{"name", VisibleText(indicator.name)},
                              {"order", indicator.order},
                              {"question", indicator.heading},
                              {"unit", ToString(indicator.unit)},
                              {"better", ToString(indicator.better)},
                              {"headline", VisibleText(HeadlineText(indicator.name))},
                              {"definition", VisibleText(indicator.definition)}});
    }
    return "{\"designs\":" + Dump(designs) + ",\"styles\":" + Dump(styles) +
           ",\"versions\":" + Dump(versions) + ",\"measures\":" + Dump(indicators) +
           ",\"replay\":" + m_replay + ",\"points\":[\n" + m_points + "\n]}";
}

} // namespace ns3::vnlab
