// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/guide/completion-script.h"

#include "scenarios/vnlab/system/shell-text.h"

#include <algorithm>
#include <string_view>

namespace ns3::vnlab
{

namespace
{

constexpr const char* kHead = "# Completion for vnlab; printed by `vnlab completion`.\n";

std::string
Words(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
    {
        text += (text.empty() ? "" : " ") + word;
    }
    return text;
}

std::string
CommandNames(const CommandInfo& program)
{
    std::vector<std::string> names;
    for (const CommandInfo& command : program.commands)
    {
        names.push_back(command.name);
    }
    return Words(names);
}

/// @return the names of all options, without arguments
std::vector<std::string>
OptionNames(const CommandInfo& command)
{
    std::vector<std::string> names;
    for (const OptionInfo& option : command.options)
    {
        if (!option.positional)
        {
            names.insert(names.end(), option.names.begin(), option.names.end());
        }
    }
    return names;
}

/// @return the words that an option or argument accepts; none where it takes files or a number
std::vector<std::string>
ValuesOf(const CommandInfo& command,
         const OptionInfo& option,
         const std::vector<std::string>& names)
{
    return command.name == "explain" && option.positional ? names : option.choices;
}

/// @return the words that any of the arguments of a command accepts
std::vector<std::string>
ArgumentsOf(const CommandInfo& command, const std::vector<std::string>& names)
{
    std::vector<std::string> words;
    for (const OptionInfo& option : command.options)
    {
        if (option.positional)
        {
            std::ranges::copy(ValuesOf(command, option, names), std::back_inserter(words));
        }
    }
    return words;
}

/// @return the text for zsh's _arguments, in which some characters have a meaning
std::string
ZshText(std::string_view text)
{
    std::string escaped;
    for (const char c : text)
    {
        escaped += std::string_view("[]:\\").find(c) == std::string_view::npos
                     ? std::string(1, c)
                     : std::string("\\") + c;
    }
    return escaped;
}

/// @return the action of zsh's _arguments that completes a value
std::string
ZshAction(const OptionInfo& option, const std::vector<std::string>& values)
{
    return !values.empty() ? "(" + Words(values) + ")" : option.number ? " " : "_files";
}

} // namespace

std::string
BashCompletion(const CommandInfo& program, const std::vector<std::string>& names)
{
    std::string values; // what stands behind an option
    std::string commands;
    for (const CommandInfo& command : program.commands)
    {
        for (const OptionInfo& option : command.options)
        {
            for (const std::string& name : option.names)
            {
                if (!option.positional && option.takesValue)
                {
                    const std::string words = Words(ValuesOf(command, option, names));
                    values += "        " + command.name + ":" + name +
                              ") words=" + ShellText(words) + (option.number ? "; files=no" : "") +
                              " ;;\n";
                }
            }
        }
        commands += "            " + command.name +
                    ")\n                options=" + ShellText(Words(OptionNames(command))) +
                    "\n                words=" + ShellText(Words(ArgumentsOf(command, names))) +
                    " ;;\n";
    }
    return std::string(kHead) + R"(_vnlab()
{
    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}
    local command= words= options= files=yes i
    for ((i = 1; i < COMP_CWORD; ++i)); do
        if [[ ${COMP_WORDS[i]} != -* ]]; then
            command=${COMP_WORDS[i]}
            break
        fi
    done
    case $command:$previous in
)" + values +
           R"(        *)
        case $command in
            '') words=')" +
           CommandNames(program) + "' options='" + Words(OptionNames(program)) + "' files=no ;;\n" +
           commands + R"(        esac
        [[ $word == -* ]] && words=$options ;;
    esac
    COMPREPLY=()
    [[ $words ]] && mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    if [[ ! $words && $files == yes ]]; then
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
}
complete -F _vnlab vnlab
)";
}

std::string
ZshCompletion(const CommandInfo& program, const std::vector<std::string>& names)
{
    std::string commands;
    std::string cases;
    for (const CommandInfo& command : program.commands)
    {
        commands +=
            "        " + ShellText(command.name + ":" + ZshText(command.description)) + "\n";
        cases += "        " + command.name + ")\n            _arguments";
        for (const OptionInfo& option : command.options)
        {
            const std::string action = ZshAction(option, ValuesOf(command, option, names));
            if (option.positional)
            {
                cases +=
                    " \\\n                " + ShellText(":" + option.names.front() + ":" + action);
                continue;
            }
            for (const std::string& name : option.names)
            {
                cases += " \\\n                " +
                         ShellText(name + "[" + ZshText(option.description) + "]" +
                                   (option.takesValue ? ":value:" + action : ""));
            }
        }
        cases += " ;;\n";
    }
    return "#compdef vnlab\n" + std::string(kHead) + R"(_vnlab()
{
    local -a commands
    commands=(
)" + commands +
           R"(    )
    if ((CURRENT == 2)); then
        _describe command commands
        return
    fi
    shift words
    ((CURRENT--))
    case $words[1] in
)" + cases +
           R"(    esac
}
compdef _vnlab vnlab
)";
}

std::string
FishCompletion(const CommandInfo& program, const std::vector<std::string>& names)
{
    std::string script = kHead;
    for (const CommandInfo& command : program.commands)
    {
        script += "complete -c vnlab -f -n __fish_use_subcommand -a " + ShellText(command.name) +
                  " -d " + ShellText(command.description) + "\n";
        const std::string here =
            "complete -c vnlab -n '__fish_seen_subcommand_from " + command.name + "'";
        for (const OptionInfo& option : command.options)
        {
            const std::string values = Words(ValuesOf(command, option, names));
            const std::string accepted = !values.empty()   ? " -x -a " + ShellText(values)
                                       : option.number     ? " -x"
                                       : option.takesValue ? " -r -F"
                                                           : "";
            if (option.positional)
            {
                script += here + (values.empty() ? " -F" : " -f -a " + ShellText(values)) + "\n";
                continue;
            }
            script += here;
            for (const std::string& name : option.names)
            {
                script +=
                    name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
            }
            script += accepted + " -d " + ShellText(option.description) + "\n";
        }
    }
    return script;
}

} // namespace ns3::vnlab
