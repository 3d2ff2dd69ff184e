// SPDX-License-Identifier: GPL-2.0-only
//
// The manual's tables say what the program says: each stands between two markers in its page.

#include "analysis/metric-catalogue.h"
#include "model/control/cost-table.h"
#include "model/design/design.h"
#include "model/drop-log.h"
#include "model/spec/spec-generator.h"
#include "scenarios/known-names.h"
#include "scenarios/scenario-manual.h"
#include "test/house/source-tree.h"

#include <array>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iomanip>
#include <sstream>

namespace ns3::vnlab
{
namespace
{

using testing::HasSubstr;

/// @return what stands between <!-- NAME --> and <!-- /NAME --> of a page
std::string
Marked(const std::string& page, const std::string& name)
{
    const std::string text = ReadSource(page);
    const std::string begin = "<!-- " + name + " -->\n";
    const size_t from = text.find(begin);
    const size_t to = text.find("\n<!-- /" + name + " -->");
    return from == std::string::npos || to == std::string::npos
             ? "no marker " + name
             : text.substr(from + begin.size(), to + 1 - from - begin.size());
}

/// Fails where the page says something else; the right text is then in a file.
void
ExpectMarked(const std::string& page, const std::string& name, const std::string& expected)
{
    if (Marked(page, name) != expected)
    {
        const std::string path = testing::TempDir() + name + ".md";
        std::ofstream(path) << expected;
        ADD_FAILURE() << page << " is out of date between <!-- " << name << " --> and <!-- /"
                      << name << " -->; it should say what is in " << path;
    }
}

/// @return a time with its unit, in four digits, such as "41.6 ns"
std::string
TimeText(double seconds)
{
    constexpr std::array kUnits{
        std::pair{1e-9, "ns"}, std::pair{1e-6, "µs"}, std::pair{1e-3, "ms"}};
    auto unit = kUnits.front();
    for (const auto& larger : kUnits)
    {
        unit = seconds >= larger.first * 0.9999 ? larger : unit;
    }
    std::ostringstream text;
    text << std::setprecision(4) << seconds / unit.first << ' ' << unit.second;
    return text.str();
}

std::string
Word(Better better)
{
    return better == Better::kNeither ? "" : better == Better::kLower ? "lower" : "higher";
}

std::string
Word(Shape shape)
{
    return shape == Shape::kScalar  ? "one"
         : shape == Shape::kSamples ? "one per link"
                                    : "function of time";
}

TEST(ManualTest, ScenarioPageListsEveryKey)
{
    ExpectMarked("doc/scenario-file.md", "keys", DescribeKeys(GatherKnownNames()));
}

TEST(ManualTest, ScenarioPageListsEveryGenerator)
{
    std::string table = "| kind | shape |\n|---|---|\n";
    for (const GeneratorInfo& generator : Generators())
    {
        table += "| `" + std::string(generator.name) + "` | " + std::string(generator.description) +
                 " |\n";
    }
    ExpectMarked("doc/scenario-file.md", "generators", table);
}

TEST(ManualTest, MetricsPageListsEveryMetric)
{
    std::string tables;
    std::string heading;
    for (const Metric& metric : Metrics())
    {
        if (heading != ToString(metric.question))
        {
            tables += heading.empty() ? "" : "\n";
            heading = ToString(metric.question);
            tables += "### " + heading +
                      "\n\n| metric | unit | better | values a run | definition |\n"
                      "|---|---|---|---|---|\n";
        }
        tables += "| `" + std::string(metric.name) + "` | " + std::string(ToString(metric.unit)) +
                  " | " + Word(metric.better) + " | " + Word(metric.shape) + " | " +
                  std::string(metric.definition) + " |\n";
    }
    ExpectMarked("doc/metrics.md", "metrics", tables);
}

TEST(ManualTest, MetricsPageNamesEveryDropReason)
{
    const std::string page = ReadSource("doc/metrics.md");
    for (int reason = 0; reason < VNLAB_DROP_REASON_COUNT; ++reason)
    {
        EXPECT_THAT(
            page,
            HasSubstr("\n| `" + std::string(ToString(static_cast<DropReason>(reason))) + "` | "));
    }
}

TEST(ManualTest, CostsPageListsEveryCostWithItsSource)
{
    const CostTable defaults;
    std::string table = "| operation | default | source |\n|---|---|---|\n";
    for (const CostEntry& entry : CostEntries())
    {
        table += "| `" + std::string(entry.name) + "` | " + TimeText(defaults.*(entry.value)) +
                 " | " + std::string(entry.source) + " |\n";
    }
    ExpectMarked("doc/costs.md", "costs", table);
}

TEST(ManualTest, DesignsPageHasEveryDesign)
{
    const std::string page = ReadSource("doc/designs.md");
    for (const Design* design : AllDesigns())
    {
        EXPECT_THAT(page, HasSubstr("`" + std::string(design->Name()) + "`"));
    }
}

} // namespace
} // namespace ns3::vnlab
