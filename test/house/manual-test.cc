// SPDX-License-Identifier: GPL-2.0-only
//
// The manual's tables say what the program says: each stands between two markers in its page.

#include "analysis/metric/metric-catalogue.h"
#include "model/design/design.h"
#include "model/drop-log.h"
#include "model/key/cost-preset.h"
#include "model/key/cost-table.h"
#include "model/spec/spec-reader.h"
#include "scenarios/vnlab/gate/gate-file.h"
#include "scenarios/vnlab/guide/scenario-manual.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "test/house/source-tree.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iomanip>
#include <regex>
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
             : text.substr(from + begin.size(), to - from - begin.size());
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
        std::pair{1e-9, "ns"}, std::pair{1e-6, "µs"}, std::pair{1e-3, "ms"}, std::pair{1.0, "s"}};
    auto unit = kUnits.front();
    for (const auto& larger : kUnits)
    {
        unit = seconds >= larger.first * 0.9999 ? larger : unit;
    }
    if (seconds == 0)
    {
        return "0";
    }
    std::ostringstream text;
    text << std::setprecision(4) << seconds / unit.first << ' ' << unit.second;
    return text.str();
}

std::string
Word(Shape shape)
{
    return shape == Shape::kScalar  ? "one"
         : shape == Shape::kSamples ? "several"
                                    : "function of time";
}

/// @return the code blocks of a page in one language
std::vector<std::string>
CodeBlocks(const std::string& page, const std::string& language)
{
    const std::string text = ReadSource(page);
    const std::string begin = "\n```" + language + "\n";
    std::vector<std::string> blocks;
    for (size_t at = text.find(begin); at != std::string::npos; at = text.find(begin, at + 1))
    {
        const size_t from = at + begin.size();
        blocks.push_back(text.substr(from, text.find("\n```", from) + 1 - from));
    }
    return blocks;
}

TEST(ManualTest, ScenariosInThePagesAreAccepted)
{
    for (const std::string page : {"README.md", "doc/scenario-file.md"})
    {
        const std::vector<std::string> blocks = CodeBlocks(page, "toml");
        EXPECT_FALSE(blocks.empty()) << page;
        for (const std::string& block : blocks)
        {
            EXPECT_NO_THROW(
                ParseScenario(block, "scenarios/example.toml", GatherKnownNames(), ReadSource))
                << page << ":\n"
                << block;
        }
    }
}

TEST(ManualTest, GatesInThePagesAreAccepted)
{
    const std::vector<std::string> blocks = CodeBlocks("doc/ci.md", "toml");
    EXPECT_FALSE(blocks.empty());
    for (const std::string& block : blocks)
    {
        EXPECT_NO_THROW(ParseGates(block, "doc/ci.md", GatherKnownNames().designs)) << block;
    }
}

TEST(ManualTest, SpecificationsInThePagesAreAccepted)
{
    const std::string page = "doc/scenario-file.md";
    for (const auto& [language, format] :
         {std::pair{"dot", SpecFormat::kDot}, std::pair{"xml", SpecFormat::kGraphMl}})
    {
        const std::vector<std::string> blocks = CodeBlocks(page, language);
        EXPECT_FALSE(blocks.empty()) << language;
        for (const std::string& block : blocks)
        {
            EXPECT_EQ(ReadSpecification(block, format, page).warnings, std::vector<std::string>{});
        }
    }
}

TEST(ManualTest, LinksLeadToFiles)
{
    static const std::regex kLink(R"(\]\(([^)#:]+)[^):]*\))");
    std::vector<SourceFile> pages = ReadSources({"doc", "results"}, {".md"});
    pages.push_back({"README.md", "", ReadSource("README.md")});
    for (const SourceFile& page : pages)
    {
        for (std::sregex_iterator link(page.text.begin(), page.text.end(), kLink), end; link != end;
             ++link)
        {
            const std::filesystem::path folder =
                (std::filesystem::path(VNLAB_SOURCE_DIR) / page.path).parent_path();
            EXPECT_TRUE(std::filesystem::exists(folder / link->str(1)))
                << page.path << " links to " << link->str(1);
        }
    }
}

TEST(ManualTest, ScenarioPageListsEveryKey)
{
    ExpectMarked("doc/scenario-file.md", "keys", DescribeKeys(GatherKnownNames()));
}

TEST(ManualTest, ScenarioPageListsEveryGenerator)
{
    std::string table = "| kind | shape |\n|---|---|\n";
    for (const NamedThing& generator : SpecGenerators())
    {
        table += "| `" + std::string(generator.name) + "` | " + std::string(generator.description) +
                 " |\n";
    }
    ExpectMarked("doc/scenario-file.md", "generators", table);
}

TEST(ManualTest, ScenarioPageListsEveryPlacement)
{
    std::string table = "| placement | what it does |\n|---|---|\n";
    for (const NamedThing& placement : Placements())
    {
        table += "| `" + std::string(placement.name) + "` | " + std::string(placement.description) +
                 " |\n";
    }
    ExpectMarked("doc/scenario-file.md", "placements", table);
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
                  " | " + std::string(ToString(metric.better)) + " | " + Word(metric.shape) +
                  " | " + std::string(metric.definition) + " |\n";
    }
    ExpectMarked("doc/metrics.md", "metrics", tables);
}

/// `vnlab explain`, the report and plots show one definition at a time.
TEST(ManualTest, DefinitionsOfMetricsStandOnTheirOwn)
{
    const std::regex leansOnAnother(
        "(^|[,;:] )(the same|of these|of that)\\b|"
        "\\bof these\\b|\\bthe longest such\\b|\\b(by|in) that time\\b");
    for (const Metric& metric : Metrics())
    {
        EXPECT_FALSE(std::regex_search(metric.definition, leansOnAnother))
            << metric.name << ": " << metric.definition;
    }
}

TEST(ManualTest, MetricsPageExplainsEveryDropReason)
{
    std::string table = "| reason | where | why |\n|---|---|---|\n";
    for (const DropReasonRow& row : kDropReasons)
    {
        table += "| `" + std::string(row.name) + "` | " + std::string(row.where) + " | " +
                 std::string(row.why) + (row.why.empty() ? "|\n" : " |\n");
    }
    ExpectMarked("doc/metrics.md", "drop-reasons", table);
}

TEST(ManualTest, CostsPageListsEveryCostWithItsSource)
{
    std::string table = "| operation | default | source |\n|---|---|---|\n";
    for (const CostEntry* cost : AllCosts())
    {
        ASSERT_EQ(cost->unit, MetricUnit::kSeconds) << cost->name << ": the page says seconds";
        table +=
            "| `" + cost->name + "` | " + TimeText(cost->standard) + " | " + cost->source + " |\n";
    }
    ExpectMarked("doc/costs.md", "costs", table);
}

TEST(ManualTest, CostsPageListsEveryPresetWithItsSources)
{
    std::string table = "| preset | what it is | sets | source |\n|---|---|---|---|\n";
    for (const CostPreset* preset : AllCostPresets())
    {
        std::string first = "`" + preset->name + "` | " + preset->description;
        for (const PresetCost& cost : preset->costs)
        {
            table += "| " + first + " | `" + cost.cost + "` = " + TimeText(cost.value) + " | " +
                     cost.source + " |\n";
            first = "| ";
        }
    }
    ExpectMarked("doc/costs.md", "cost-presets", table);
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
