// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-check.h"

#include "model/input/input-error.h"
#include "scenarios/vnlab/command/print-warnings.h"
#include "scenarios/vnlab/run/rehearsal.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "scenarios/vnlab/sweep/sweep-file.h"
#include "scenarios/vnlab/sweep/sweep-plan.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// Points that are read; more take minutes and hardly tell more.
constexpr uint64_t kMostPoints = 10'000;

/// What the designs say of the scenarios of a file, each thing once.
class DesignWords
{
  public:
    explicit DesignWords(const SweepFile& file)
        : m_file(file)
    {
    }

    /// @throws InputError where no design can serve the scenario
    void Hear(uint64_t point, const Scenario& scenario)
    {
        const Rehearsal rehearsal = Rehearse(scenario);
        const std::string where = WhereIs(point);
        if (rehearsal.refusals.size() == scenario.designs.size())
        {
            std::vector<Diagnostic> problems;
            for (const DesignWord& refusal : rehearsal.refusals)
            {
                problems.push_back({.file = m_file.Name(), .message = refusal.ToString() + where});
            }
            throw InputError(std::move(problems));
        }
        for (const auto* words : {&rehearsal.refusals, &rehearsal.warnings})
        {
            for (const DesignWord& word : *words)
            {
                if (m_heard.insert(word.ToString()).second)
                {
                    m_warnings.push_back(m_file.Name() + ": " + word.ToString() + where);
                }
            }
        }
    }

    const std::vector<std::string>& Warnings() const
    {
        return m_warnings;
    }

  private:
    /// @return at which point of a sweep: " (with tenants.count = 3)"
    std::string WhereIs(uint64_t point) const
    {
        std::string where;
        for (const auto& [key, value] : m_file.ParametersAt(point))
        {
            where += (where.empty() ? "" : ", ") + key + " = " + value.text;
        }
        return where.empty() ? "" : " (with " + where + ")";
    }

    const SweepFile& m_file;
    std::set<std::string> m_heard;
    std::vector<std::string> m_warnings;
};

int
Check(const std::string& path)
{
    const SweepFile file(ReadInputFile(path), path);
    const uint64_t points = std::min(file.Points(), kMostPoints);
    DesignWords designs(file);
    const SweepPlan plan = MakeSweepPlan(file,
                                         points,
                                         GatherKnownNames(),
                                         ReadInputFile,
                                         {},
                                         [&designs](uint64_t point, const Scenario& scenario)
                                         { designs.Hear(point, scenario); });
    PrintWarnings(plan.warnings, std::cerr);
    PrintWarnings(designs.Warnings(), std::cerr);
    std::cout << path << ": fine";
    if (file.Points() > 1)
    {
        std::cout << ", " << file.Points() << " points";
    }
    if (file.Points() > points)
    {
        std::cout << ", of which the first " << points << " were checked";
    }
    std::cout << '\n';
    return 0;
}

} // namespace

Command
MakeCheckCommand(CLI::App& program)
{
    const auto file = std::make_shared<std::string>();
    CLI::App* check =
        program.add_subcommand("check", "tell whether a scenario file can be run, without running");
    check->add_option("file", *file, "scenario file (TOML)")->required();
    return {check, [file] { return Check(*file); }};
}

} // namespace ns3::vnlab
