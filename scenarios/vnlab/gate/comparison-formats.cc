// SPDX-License-Identifier: GPL-2.0-only
//
// A comparison for programs: JSON, and JUnit's XML for CI servers.

#include "analysis/result/json-number.h"
#include "analysis/style/visible-text.h"
#include "scenarios/vnlab/gate/comparison-report.h"

#include <nlohmann/json.hpp>
#include <string_view>

namespace ns3::vnlab
{

namespace
{

using Json = nlohmann::json;

Json
JsonOf(const IndicatorChange& change)
{
    const int worsening = Worsening(change);
    return {{"metric", change.indicator.name},
            {"unit", std::string(ToString(change.indicator.unit))},
            {"design", change.design},
            {"where", change.where},
            {"old", JsonNumber(change.oldMean)},
            {"new", JsonNumber(change.newMean)},
            {"difference", JsonNumber(change.difference)},
            {"interval",
             change.interval ? Json::array({JsonNumber(change.interval->low),
                                            JsonNumber(change.interval->high)})
                             : Json()},
            {"pairs", change.pairs},
            {"old_runs", change.oldRuns},
            {"new_runs", change.newRuns},
            {"significant", change.significant},
            {"verdict",
             worsening > 0   ? "worse"
             : worsening < 0 ? "better"
                             : "moved"}};
}

/// @return text for XML 1.0, in an element or in double quotes
std::string
XmlText(std::string_view text)
{
    std::string escaped;
    for (const char c : VisibleText(text))
    {
        switch (c)
        {
        case '&':
            escaped += "&amp;";
            break;
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        default:
            escaped += c;
        }
    }
    return escaped;
}

std::string
TestCase(const GateVerdict& gate)
{
    const std::string name =
        "  <testcase classname=\"gates\" name=\"" + XmlText(gate.place + ": " + gate.what) + "\"";
    if (!gate.broken)
    {
        return name + "/>\n";
    }
    const std::vector<std::string> reasons = gate.Reasons();
    std::string text = name + ">\n   <failure message=\"" + XmlText(reasons.front()) + "\">";
    for (const std::string& reason : reasons)
    {
        text += XmlText(reason) + "\n";
    }
    return text + "</failure>\n  </testcase>\n";
}

} // namespace

std::string
ComparisonJson(const ComparisonReport& report)
{
    Json moved = Json::array();
    for (const IndicatorChange& change : report.moved)
    {
        moved.push_back(JsonOf(change));
    }
    Json gates = Json::array();
    for (const GateVerdict& gate : report.gates)
    {
        gates.push_back({{"place", gate.place},
                         {"what", gate.what},
                         {"broken", gate.broken},
                         {"reasons", gate.Reasons()}});
    }
    const Json json{{"old", report.before},
                    {"new", report.after},
                    {"changed_scenarios", report.changedScenarios},
                    {"compared", report.compared},
                    {"moved", moved},
                    {"leftovers", report.leftovers},
                    {"gates", gates},
                    {"broken", report.BrokenGates()}};
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string
ComparisonJunit(const ComparisonReport& report)
{
    const std::string counts = " tests=\"" + std::to_string(report.gates.size()) +
                               "\" failures=\"" + std::to_string(report.BrokenGates()) + "\"";
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + std::string(kJunitSign) +
                       counts + ">\n <testsuite name=\"gates\"" + counts + ">\n";
    for (const GateVerdict& gate : report.gates)
    {
        text += TestCase(gate);
    }
    return text + " </testsuite>\n</testsuites>\n";
}

} // namespace ns3::vnlab
