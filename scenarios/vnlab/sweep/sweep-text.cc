// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/sweep/sweep-text.h"

#include "analysis/style/visible-text.h"
#include "analysis/style/wrapped-text.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <sstream>

namespace ns3::vnlab
{

std::string
TimeText(double seconds)
{
    const auto whole = static_cast<uint64_t>(std::ceil(seconds));
    constexpr uint64_t minute = 60;
    constexpr uint64_t hour = 60 * minute;
    return whole < 2 * minute ? std::to_string(whole) + " s"
         : whole < 2 * hour   ? std::to_string(whole / minute) + " min"
                              : std::to_string(whole / hour) + " h";
}

void
PrintPlan(const SweepPlan& plan, const SweepQueue& queue, std::ostream& out)
{
    std::ostringstream text;
    text << plan.points.size() << " points × " << plan.designs.size() << " designs × ";
    if (plan.repeat.relativeHalfWidth > 0)
    {
        text << plan.repeat.atLeast << " to " << plan.repeat.atMost << " runs: at least ";
    }
    else
    {
        text << plan.repeat.atLeast << " runs: ";
    }
    text << queue.ToDo() + queue.DoneBefore() << " runs, " << queue.DoneBefore()
         << " of them done before, " << queue.ToDo() << " to do";
    out << Paragraph(text.str(), 2);
}

void
PrintPoints(const SweepPlan& plan, std::ostream& out)
{
    constexpr size_t most = 50;
    for (size_t i = 0; i < std::min(most, plan.points.size()); ++i)
    {
        std::string line = "  " + std::to_string(i + 1) + ":";
        for (const auto& [key, value] : plan.points[i].parameters)
        {
            line += " " + key + " = " + value.text;
        }
        out << Paragraph(VisibleText(line), 6);
    }
    if (plan.points.size() > most)
    {
        out << "  … and " << plan.points.size() - most << " more\n";
    }
}

std::string
FailureText(const RunResult& result)
{
    std::string where = result.key.design + ", run " + std::to_string(result.key.run);
    for (const auto& [name, value] : result.parameters)
    {
        where += ", " + name + " = " + value.text;
    }
    return VisibleText("failed: " + where + ": " + result.error);
}

} // namespace ns3::vnlab
