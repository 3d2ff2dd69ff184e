// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-reach.h"

#include "analysis/style/visible-text.h"
#include "model/input/short-text.h"
#include "scenarios/vnlab/run/reach-survey.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace ns3::vnlab
{

namespace
{

struct ReachOptions
{
    std::string file;
    std::string from;
    std::string to;
};

/// Lines in columns, all to the left; the last cell of a line is as long as it likes.
class LeftGrid
{
  public:
    void Add(std::vector<std::string> cells)
    {
        m_widths.resize(std::max(m_widths.size(), cells.size()));
        for (size_t i = 0; i + 1 < cells.size(); ++i)
        {
            m_widths[i] = std::max(m_widths[i], CodePoints(cells[i]));
        }
        m_rows.push_back(std::move(cells));
    }

    std::string ToString() const
    {
        std::string text;
        for (const std::vector<std::string>& row : m_rows)
        {
            std::string line;
            for (size_t i = 0; i < row.size(); ++i)
            {
                const bool isLast = i + 1 == row.size();
                line +=
                    row[i] + (isLast ? "" : std::string(m_widths[i] + 2 - CodePoints(row[i]), ' '));
            }
            text += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
        }
        return text;
    }

  private:
    std::vector<std::vector<std::string>> m_rows;
    std::vector<size_t> m_widths;
};

/// The VMs that a question is about.
struct ReachEnds
{
    std::vector<VmId> from;
    std::vector<VmId> to;

    bool IsOnePair() const
    {
        return from.size() == 1 && to.size() == 1;
    }

    /// @return how many pairs of two different VMs there are
    uint64_t Pairs() const
    {
        std::vector<VmId> both;
        std::ranges::set_intersection(from, to, std::back_inserter(both));
        return uint64_t{from.size()} * to.size() - both.size();
    }
};

/// @return why a pair is as it is under a design
std::string
Reason(const ReachSurvey& question, const ReachEnds& ends, const ReachAnswer& answer)
{
    const std::string between = question.Between(ends.from.front(), ends.to.front());
    const bool isKeptApart =
        std::ranges::any_of(answer.pairs, [](const auto& power) { return power.second == 0; });
    if (between.empty())
    {
        return isKeptApart ? "although their virtual link permits everything"
                           : "their virtual link permits everything";
    }
    return (isKeptApart ? "because " : "although ") + between;
}

void
PrintAnswers(const ReachSurvey& question,
             const ReachEnds& ends,
             const std::vector<ReachAnswer>& answers)
{
    std::vector<std::string> head{"design"};
    for (const AttackerWord<Capability>& power : kAttackerWords<Capability>)
    {
        head.emplace_back(power.name);
    }
    head.emplace_back("");
    LeftGrid grid;
    grid.Add(std::move(head));
    for (const ReachAnswer& answer : answers)
    {
        std::vector<std::string> row{VisibleText(answer.design)};
        for (const AttackerWord<Capability>& power : kAttackerWords<Capability>)
        {
            const auto pairs = answer.pairs.find(power.value);
            row.push_back(pairs == answer.pairs.end() ? "-"
                          : ends.IsOnePair()          ? (pairs->second > 0 ? "yes" : "no")
                                                      : std::to_string(pairs->second) + " of " +
                                                   std::to_string(ends.Pairs()));
        }
        row.push_back(VisibleText(answer.refusal     ? *answer.refusal
                                  : ends.IsOnePair() ? Reason(question, ends, answer)
                                                     : ""));
        grid.Add(std::move(row));
    }
    std::cout << grid.ToString();
}

/// Names those that are reached, where they are not simply all.
void
PrintTargets(const ReachSurvey& question,
             const ReachEnds& ends,
             const std::vector<ReachAnswer>& answers)
{
    constexpr size_t most = 10;
    std::string lines;
    for (const ReachAnswer& answer : answers)
    {
        for (const auto& [power, targets] : answer.targets)
        {
            if (targets.empty() || answer.pairs.at(power) == ends.Pairs())
            {
                continue;
            }
            std::vector<std::string> names;
            for (size_t i = 0; i < std::min(most, targets.size()); ++i)
            {
                names.push_back(question.NameOf(targets[i]));
            }
            lines +=
                answer.design + ", " + std::string(vnlab::WordFor(power)) + ": " +
                ShortList(names) +
                (targets.size() > most ? " and " + std::to_string(targets.size() - most) + " more"
                                       : "") +
                "\n";
        }
    }
    std::cout << (lines.empty() ? "" : "\n") << lines;
}

/// Tells how a pair that is kept apart in one step is not in several, a line for each design and way.
void
PrintWays(const ReachSurvey& question, const std::vector<ReachAnswer>& answers)
{
    std::string lines;
    for (const ReachAnswer& answer : answers)
    {
        std::map<std::string, std::string> powers;
        for (const auto& [power, way] : answer.ways)
        {
            std::vector<std::string> cut;
            std::ranges::transform(
                way.cut, std::back_inserter(cut), [&](VmId vm) { return question.NameOf(vm); });
            std::string& of =
                powers[question.Told(way.path) + "; kept out where " + ShortList(cut) +
                       " withstand" + (cut.size() == 1 ? "s" : "") + " it"];
            of += (of.empty() ? "" : " and ") + std::string(vnlab::WordFor(power));
        }
        for (const auto& [told, of] : powers)
        {
            lines += VisibleText(answer.design) + ", " + of + ": " + VisibleText(told) + "\n";
        }
    }
    std::cout << (lines.empty() ? "" : "\n") << lines;
}

int
CommandReach(const ReachOptions& options)
{
    const ReachSurvey question(LoadScenario(options.file, GatherKnownNames()));
    const ReachEnds ends{options.from.empty() ? question.AllVms()
                                              : question.VmsOf(options.from, "FROM"),
                         options.to.empty() ? question.AllVms() : question.VmsOf(options.to, "TO")};
    if (ends.Pairs() == 0)
    {
        throw InputError(
            {Diagnostic{.file = "TO", .message = "is FROM; accepted is another VM, or a tenant"}});
    }
    const auto wordOf = [](const std::string& name)
    { return name.empty() ? std::string("every VM") : name; };
    std::cout << "one way from " << VisibleText(wordOf(options.from)) << " to "
              << VisibleText(wordOf(options.to)) << ", before any change\n\n";
    const std::vector<ReachAnswer> answers = question.Ask(ends.from, ends.to);
    PrintAnswers(question, ends, answers);
    if (ends.IsOnePair())
    {
        PrintWays(question, answers);
    }
    else if (ends.from.size() == 1)
    {
        PrintTargets(question, ends, answers);
    }
    return 0;
}

} // namespace

Command
MakeReachCommand(CLI::App& program)
{
    const auto options = std::make_shared<ReachOptions>();
    CLI::App* reach = program.add_subcommand(
        "reach", "tell who can deliver a packet to whom under each design, without running");
    reach->add_option("file", options->file, "scenario file (TOML)")->required();
    reach->add_option("from", options->from, "a VM (tenant/vm), a tenant or a group [every VM]");
    reach->add_option("to", options->to, "a VM (tenant/vm), a tenant or a group [every VM]");
    return {reach, [options] { return CommandReach(*options); }};
}

} // namespace ns3::vnlab
