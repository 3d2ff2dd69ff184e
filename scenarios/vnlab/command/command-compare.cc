// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-compare.h"

#include "analysis/file/own-file.h"
#include "analysis/file/replace-file.h"
#include "analysis/point/point-match.h"
#include "model/input/input-error.h"
#include "scenarios/vnlab/gate/compared-results.h"
#include "scenarios/vnlab/gate/comparison-report.h"
#include "scenarios/vnlab/gate/gate-check.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <iterator>
#include <memory>

namespace ns3::vnlab
{

namespace
{

struct CompareOptions
{
    std::string before;
    std::string after;
    std::string gates;
    std::string junit; ///< file for the gates as test cases; empty: none
    ShownRows shown;
    bool json{false};
    bool markdown{false};
    bool force{false};
};

std::vector<PlacedGate>
ReadGates(const CompareOptions& options,
          const ComparedResults& before,
          const ComparedResults& after)
{
    if (options.gates.empty())
    {
        return {};
    }
    std::vector<std::string> designs = GatherKnownNames().designs;
    for (const ComparedResults* results : {&before, &after})
    {
        std::ranges::copy(results->Designs(), std::back_inserter(designs));
    }
    return ParseGates(ReadInputFile(options.gates), options.gates, designs);
}

/// @return whether the resolved scenario differs, as far as both are known
bool
HasChanged(const MatchedPoint& point)
{
    return point.before && point.after && !point.before->text.empty() &&
           !point.after->text.empty() && point.before->text != point.after->text;
}

ComparisonReport
Compare(const CompareOptions& options)
{
    const auto before = ComparedResults::Open(options.before);
    const auto after = ComparedResults::Open(options.after);
    GateCheck gates(ReadGates(options, *before, *after));
    ComparisonReport report;
    report.before = before->Describe();
    report.after = after->Describe();
    for (const MatchedPoint& point : MatchPoints(before->Scenarios(), after->Scenarios()))
    {
        report.changedScenarios += HasChanged(point) ? 1 : 0;
        const auto oldRuns =
            point.before ? before->RunsOf(*point.before) : std::vector<ComparedRun>{};
        const auto newRuns = point.after ? after->RunsOf(*point.after) : std::vector<ComparedRun>{};
        for (const DesignChange& change : ComparePoint(point.where, oldRuns, newRuns))
        {
            report.Add(change);
            gates.Judge(change);
        }
    }
    report.gates = gates.Verdicts();
    return report;
}

int
CommandCompare(const CompareOptions& options)
{
    if (!options.junit.empty() && !options.force)
    {
        RequireOwn(options.junit, kJunitSign, "another name, or --force");
    }
    const ComparisonReport report = Compare(options);
    if (!report.HasSome())
    {
        throw InputError({{.file = options.before + " and " + options.after,
                           .message = "have no results of one design and the same parameters"}});
    }
    std::cout << (options.json       ? ComparisonJson(report)
                  : options.markdown ? ComparisonMarkdown(report, options.shown)
                                     : ComparisonText(report, options.shown));
    if (!options.junit.empty())
    {
        ReplaceFile(options.junit, ComparisonJunit(report));
    }
    return report.BrokenGates() > 0 ? 1 : 0;
}

} // namespace

Command
MakeCompareCommand(CLI::App& program)
{
    const auto options = std::make_shared<CompareOptions>();
    CLI::App* compare =
        program.add_subcommand("compare", "show what moved between two sets of results");
    compare->add_option("old", options->before, "old results: a folder or a store")->required();
    compare->add_option("new", options->after, "new results: a folder or a store")->required();
    compare->add_option(
        "--gate", options->gates, "gate file (TOML); the exit status is 1 if a gate is broken");
    compare->add_flag(
        "--all", options->shown.all, "show all numbers that moved, not only the headlines");
    compare->add_option("--rows", options->shown.most, "maximum number of table rows")
        ->capture_default_str();
    auto* json = compare->add_flag("--json", options->json, "print everything as JSON");
    compare->add_flag("--markdown", options->markdown, "print as Markdown")->excludes(json);
    compare->add_option("--junit", options->junit, "file for the gates as JUnit test cases (XML)");
    compare->add_flag("--force", options->force, "overwrite a file that vnlab has not written");
    return {compare, [options] { return CommandCompare(*options); }};
}

} // namespace ns3::vnlab
