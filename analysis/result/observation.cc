// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/observation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace ns3::vnlab
{

namespace
{

constexpr const char* kOpening = "reconfig.effective";
constexpr const char* kClosing = "reconfig.leak";
constexpr const char* kWrong = "reconfig.stale";

/// What a change costs a design that acts on it.
constexpr std::array<std::string_view, 4> kWorkOfChange{
    "reconfig.acked", "reconfig.rules_touched", "reconfig.recomputed", "reconfig.messages"};

/// What has no share of what comes on demand: all at the first deployment, and the work of a change.
constexpr std::array<std::string_view, 8> kWithoutDemand{"config.rule",
                                                         "config.settings_device",
                                                         "config.messages",
                                                         "config.bytes",
                                                         "config.controller_cpu_s",
                                                         "reconfig.rules_touched",
                                                         "reconfig.recomputed",
                                                         "reconfig.messages"};

double
ValueOf(const RunResult& run, const std::string& metric)
{
    const auto found = run.metrics.find(metric);
    return found == run.metrics.end() ? 0 : found->second;
}

bool
IsProbed(const Indicator& indicator)
{
    return indicator.metric == kOpening || indicator.metric == kClosing;
}

/// Whether a design had not closed a link before it was wanted, or never closed one that was removed.
bool
LeftLinksOpen(const RunResult& run)
{
    const auto leaks = run.samples.find(kClosing);
    return ValueOf(run, "reconfig.always_open") > 0 ||
           (leaks != run.samples.end() &&
            std::ranges::count(leaks->second, std::numeric_limits<double>::infinity()) > 0);
}

/// Whether places ask for rules that the metric does not count.
bool
IsPartial(const RunResult& run, const std::string& metric)
{
    return run.metrics.contains("control.entries") &&
           std::ranges::any_of(kWithoutDemand,
                               [&metric](std::string_view start)
                               { return metric.starts_with(start); });
}

} // namespace

double
GridOf(const RunResult& run, const Indicator& indicator)
{
    if (indicator.part == IndicatorPart::kNever)
    {
        return 0;
    }
    const double grid = ValueOf(run, "reconfig.grid");
    return IsProbed(indicator) ? grid : indicator.metric == kWrong ? -grid : 0;
}

double
CoarserGrid(double a, double b)
{
    return std::abs(a) < std::abs(b) ? b : a;
}

std::map<std::string, std::string_view>
AbsencesOf(const RunResult& run)
{
    std::map<std::string, std::string_view> absences;
    if (ValueOf(run, "reconfig.not_measured") > 0)
    {
        absences = {{kOpening, "not measured"}, {kClosing, "not measured"}};
    }
    if (ValueOf(run, "reconfig.always_open") > 0)
    {
        absences[kOpening] = "always open";
    }
    std::erase_if(absences,
                  [&run](const auto& absence) { return run.samples.contains(absence.first); });
    return absences;
}

std::string_view
WhyAbsent(const RunResult& run, const Indicator& indicator)
{
    const auto absences = AbsencesOf(run);
    const auto found = absences.find(indicator.metric);
    return found == absences.end() ? "" : found->second;
}

bool
IsJudged(const RunResult& run, const Indicator& indicator)
{
    const bool isOfChange =
        std::ranges::find(kWorkOfChange, indicator.metric) != kWorkOfChange.end();
    const bool nothingDone = LeftLinksOpen(run) && ValueOf(run, "reconfig.rules_touched") == 0;
    return !(isOfChange && nothingDone) && !IsPartial(run, indicator.metric);
}

} // namespace ns3::vnlab
