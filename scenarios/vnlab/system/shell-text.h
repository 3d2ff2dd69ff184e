// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SHELL_TEXT_H
#define VNLAB_SHELL_TEXT_H

#include <string>
#include <string_view>

namespace ns3::vnlab
{

/// @return the text as one word of a POSIX shell, in single quotes unless it needs none
inline std::string
ShellText(std::string_view text)
{
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./+-=:,@%";
    if (!text.empty() && text.find_first_not_of(plain) == std::string_view::npos)
    {
        return std::string(text);
    }
    std::string quoted = "'";
    for (const char c : text)
    {
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return quoted + "'";
}

} // namespace ns3::vnlab

#endif // VNLAB_SHELL_TEXT_H
