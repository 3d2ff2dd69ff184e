// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/command/command-completion.h"

#include "scenarios/vnlab/guide/completion-script.h"
#include "scenarios/vnlab/guide/explanation.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <set>
#include <string>

namespace ns3::vnlab
{

namespace
{

/// @return what `vnlab explain` knows, without patterns
std::vector<std::string>
ExplainedNames()
{
    std::set<std::string> names;
    for (const Explanation& explanation : AllExplanations())
    {
        if (explanation.name.find('*') == std::string::npos)
        {
            names.insert(explanation.name);
        }
    }
    return {names.begin(), names.end()};
}

} // namespace

Command
MakeCompletionCommand(CLI::App& program)
{
    const auto shell = std::make_shared<std::string>();
    CLI::App* completion = program.add_subcommand("completion", "print a shell completion script");
    completion->add_option("shell", *shell, "for bash: source <(vnlab completion bash)")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    return {completion,
            [shell, &program]
            {
                const CommandInfo info = DescribeCommandLine(program);
                const auto script = *shell == "bash" ? BashCompletion
                                  : *shell == "zsh"  ? ZshCompletion
                                                     : FishCompletion;
                std::cout << script(info, ExplainedNames());
                return 0;
            }};
}

} // namespace ns3::vnlab
