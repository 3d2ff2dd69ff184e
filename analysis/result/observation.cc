// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/observation.h"

namespace ns3::vnlab
{

namespace
{

constexpr std::string_view kOpening = "reconfig.effective";
constexpr std::string_view kClosing = "reconfig.leak";

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

} // namespace

double
GridOf(const RunResult& run, const Indicator& indicator)
{
    return IsProbed(indicator) && indicator.part != IndicatorPart::kNever
             ? ValueOf(run, "reconfig.grid")
             : 0;
}

std::string_view
WhyAbsent(const RunResult& run, const Indicator& indicator)
{
    if (!IsProbed(indicator) || run.samples.contains(indicator.metric))
    {
        return "";
    }
    if (indicator.metric == kOpening && ValueOf(run, "reconfig.always_open") > 0)
    {
        return "always open";
    }
    return ValueOf(run, "reconfig.not_measured") > 0 ? "not measured" : "";
}

} // namespace ns3::vnlab
