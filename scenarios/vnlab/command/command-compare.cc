// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-compare.h"

#include "analysis/compare/change-table.h"
#include "analysis/point/point-match.h"
#include "analysis/style/visible-text.h"
#include "model/input/input-error.h"
#include "scenarios/vnlab/gate/compared-results.h"
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
    size_t rows{200};
};

/// Lines of one kind, of which only the first are shown.
class LineList
{
  public:
    void Add(const std::string& line)
    {
        constexpr size_t shown = 20;
        ++m_count;
        if (m_count <= shown)
        {
            m_text += line + "\n";
            ++m_shown;
        }
    }

    std::string ToString() const
    {
        return m_count > m_shown
                 ? m_text + "and " + std::to_string(m_count - m_shown) + " more lines like this\n"
                 : m_text;
    }

  private:
    std::string m_text;
    size_t m_count{0};
    size_t m_shown{0};
};

/// What a comparison finds, point by point.
class Findings
{
  public:
    void Add(const DesignChange& change);

    /// @return whether both stores have some number in common, or a run that fails now
    bool Some() const
    {
        return m_compared > 0 || m_failures > 0;
    }

    /// @param rows of the table at most; the largest moves stay
    std::string ToString(size_t rows) const;

  private:
    void AddLeftovers(const DesignChange& change, const std::string& design);

    size_t m_compared{0};
    size_t m_failures{0};
    std::vector<IndicatorChange> m_moved;
    LineList m_leftovers;
};

void
Findings::Add(const DesignChange& change)
{
    const std::string design =
        VisibleText(change.design + (change.where.empty() ? "" : " at " + change.where));
    m_failures += change.nowFailed;
    AddLeftovers(change, design);
    const auto inBoth = [](const IndicatorChange& indicator)
    { return indicator.oldRuns > 0 && indicator.newRuns > 0; };
    const bool designInBoth = std::ranges::any_of(change.indicators, inBoth);
    for (const IndicatorChange& indicator : change.indicators)
    {
        if (inBoth(indicator))
        {
            ++m_compared;
            if (!indicator.equal)
            {
                m_moved.push_back(indicator);
            }
        }
        else if (designInBoth)
        {
            m_leftovers.Add("only in " + std::string(indicator.oldRuns > 0 ? "OLD" : "NEW") + ": " +
                            NameOf(indicator));
        }
    }
}

void
Findings::AddLeftovers(const DesignChange& change, const std::string& design)
{
    const auto add = [&](size_t runs, const std::string& what)
    {
        if (runs > 0)
        {
            m_leftovers.Add(what + ": " + std::to_string(runs) + (runs == 1 ? " run" : " runs") +
                            " of " + design);
        }
    };
    add(change.onlyOld, "only in OLD");
    add(change.onlyNew, "only in NEW");
    add(change.nowFailed, "fine in OLD, failed in NEW");
    add(change.nowFine, "failed in OLD, fine in NEW");
}

std::string
Findings::ToString(size_t rows) const
{
    std::vector<IndicatorChange> shown = m_moved;
    std::string omitted;
    if (shown.size() > rows)
    {
        std::ranges::stable_sort(shown,
                                 std::greater{},
                                 [](const IndicatorChange& change)
                                 { return std::abs(RelativeMove(change)); });
        shown.resize(rows);
        omitted = "\nthe largest " + std::to_string(rows) + "; --rows " +
                  std::to_string(m_moved.size()) + " shows all\n";
    }
    const std::string leftovers = m_leftovers.ToString();
    return "\n" + std::to_string(m_moved.size()) + " of " + std::to_string(m_compared) +
           " numbers moved\n" + (shown.empty() ? "" : "\n") + ChangeTable(shown) + omitted +
           (leftovers.empty() ? "" : "\n") + leftovers;
}

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

int
CommandCompare(const CompareOptions& options)
{
    const auto before = ComparedResults::Open(options.before);
    const auto after = ComparedResults::Open(options.after);
    GateCheck gates(ReadGates(options, *before, *after));
    Findings findings;
    size_t changed = 0;
    for (const MatchedPoint& point : MatchPoints(before->Scenarios(), after->Scenarios()))
    {
        changed += HasChanged(point) ? 1 : 0;
        const auto oldRuns =
            point.before ? before->RunsOf(*point.before) : std::vector<ComparedRun>{};
        const auto newRuns = point.after ? after->RunsOf(*point.after) : std::vector<ComparedRun>{};
        for (const DesignChange& change : ComparePoint(point.where, oldRuns, newRuns))
        {
            findings.Add(change);
            gates.Judge(change);
        }
    }
    if (!findings.Some())
    {
        throw InputError({{.file = options.before + " and " + options.after,
                           .message = "have no results of one design and the same parameters"}});
    }
    std::cout << "OLD " << before->Describe() << "\nNEW " << after->Describe() << '\n';
    if (changed > 0)
    {
        std::cout << "the resolved scenario differs at " << changed
                  << (changed == 1 ? " point\n" : " points\n");
    }
    std::cout << findings.ToString(options.rows);
    if (!options.gates.empty())
    {
        std::cout << '\n' << gates.Report();
    }
    return gates.Broken() > 0 ? 1 : 0;
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
    compare->add_option("--rows", options->rows, "maximum number of table rows")
        ->capture_default_str();
    return {compare, [options] { return CommandCompare(*options); }};
}

} // namespace ns3::vnlab
