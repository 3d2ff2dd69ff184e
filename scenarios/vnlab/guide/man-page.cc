// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/guide/man-page.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>

namespace ns3::vnlab
{

namespace
{

/// Cuts one UTF-8 character off a text. @return its code point; a byte that is not UTF-8 stands for
/// itself
uint32_t
TakeCodePoint(std::string_view& text)
{
    const auto first = static_cast<unsigned char>(text[0]);
    const size_t more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
    const size_t length = std::min(more + 1, text.size());
    uint32_t code = more == 0 ? first : first & (0x3fU >> more);
    for (size_t i = 1; i < length; ++i)
    {
        code = (code << 6) | (static_cast<unsigned char>(text[i]) & 0x3fU);
    }
    text.remove_prefix(length);
    return code;
}

std::string
Upper(std::string text)
{
    std::ranges::transform(
        text, text.begin(), [](char c) { return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c; });
    return text;
}

std::string
ValueOf(const OptionInfo& option)
{
    if (option.choices.empty())
    {
        return option.number ? "NUMBER" : "VALUE";
    }
    std::string words;
    for (const std::string& choice : option.choices)
    {
        words += (words.empty() ? "" : "|") + choice;
    }
    return words;
}

std::string
OptionEntry(const OptionInfo& option)
{
    std::string names;
    for (const std::string& name : option.names)
    {
        names += (names.empty() ? "" : ", ") + TroffText(option.positional ? Upper(name) : name);
    }
    const bool shown = option.takesValue && !option.positional;
    std::string entry = ".TP\n\\fB" + names + "\\fR" +
                        (shown ? " \\fI" + TroffText(ValueOf(option)) + "\\fR" : "") + "\n" +
                        TroffText(option.description);
    entry += option.fallback.empty() ? "" : " [" + TroffText(option.fallback) + "]";
    return entry + "\n";
}

std::string
CommandEntry(const CommandInfo& command)
{
    std::string usage = "vnlab " + command.name;
    for (const OptionInfo& option : command.options)
    {
        if (option.positional)
        {
            const std::string name = Upper(option.names.front());
            usage += option.required ? " " + name : " [" + name + "]";
        }
    }
    std::string entry =
        ".SS \"" + TroffText(usage) + "\"\n" + TroffText(command.description) + "\n";
    for (const OptionInfo& option : command.options)
    {
        entry += OptionEntry(option);
    }
    return entry;
}

} // namespace

std::string
TroffText(std::string_view text)
{
    std::string escaped;
    bool lineStarts = true;
    while (!text.empty())
    {
        const uint32_t code = TakeCodePoint(text);
        const bool isControl = lineStarts && (code == '.' || code == '\'');
        escaped += isControl ? "\\&" : "";
        lineStarts = code == '\n';
        switch (code)
        {
        case '\\':
            escaped += "\\e";
            break;
        case '-':
            escaped += "\\-";
            break;
        case '\'':
            escaped += "\\(aq";
            break;
        case '"':
            escaped += "\\(dq";
            break;
        case '`':
            escaped += "\\(ga";
            break;
        case '^':
            escaped += "\\(ha";
            break;
        case '~':
            escaped += "\\(ti";
            break;
        default:
            if (code < 0x80)
            {
                escaped += static_cast<char>(code);
            }
            else
            {
                std::array<char, 16> name{};
                std::snprintf(name.data(), name.size(), "\\[u%04X]", code);
                escaped += name.data();
            }
        }
    }
    return escaped;
}

std::string
ManPage(const CommandInfo& program, const std::string& version)
{
    std::string page = ".\\\" Printed by `vnlab man`.\n.TH VNLAB 1 \"\" \"vnlab " +
                       TroffText(version) + "\" \"User Commands\"\n" +
                       ".SH NAME\nvnlab \\- compare network\\-virtualization designs\n"
                       ".SH SYNOPSIS\n.B vnlab\n.I COMMAND\n.RI [ ARGUMENTS ]\n"
                       ".SH DESCRIPTION\n" +
                       TroffText(program.description) + ".\n.SH COMMANDS\n";
    for (const CommandInfo& command : program.commands)
    {
        page += CommandEntry(command);
    }
    return page + ".SH EXIT STATUS\n"
                  ".TP\n.B 0\nsuccess\n"
                  ".TP\n.B 1\na run failed, a gate is broken, or something could not be written\n"
                  ".TP\n.B 2\nbad input; the message has its file, line and column\n"
                  ".SH EXAMPLES\n.EX\n"
                  "vnlab new lab.toml\n"
                  "vnlab run lab.toml\n"
                  "vnlab compare old/lab results/lab \\-\\-gate gates.toml\n"
                  "vnlab man | man \\-l \\-\n"
                  ".EE\n";
}

} // namespace ns3::vnlab
