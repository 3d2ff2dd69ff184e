// SPDX-License-Identifier: GPL-2.0-only
#include "model/input/input-error.h"

#include "model/input/short-text.h"

#include <algorithm>
#include <cstddef>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kLongestMessage = 1'000; // characters

std::vector<Diagnostic>
FirstOf(const std::vector<Diagnostic>& all)
{
    std::vector<Diagnostic> first(
        all.begin(), all.begin() + static_cast<ptrdiff_t>(std::min(all.size(), kMostProblems)));
    for (Diagnostic& diagnostic : first)
    {
        diagnostic.message = ShortText(diagnostic.message, kLongestMessage);
    }
    return first;
}

size_t
Beyond(const std::vector<Diagnostic>& all, size_t more)
{
    return more + all.size() - std::min(all.size(), kMostProblems);
}

std::vector<std::string>
LinesOf(const std::vector<Diagnostic>& diagnostics, size_t more)
{
    std::vector<std::string> lines;
    for (const Diagnostic& diagnostic : diagnostics)
    {
        lines.push_back(diagnostic.ToString());
    }
    if (more > 0)
    {
        lines.push_back("and " + std::to_string(more) + " more");
    }
    return lines;
}

std::string
OneText(const std::vector<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines)
    {
        text += (text.empty() ? "" : "\n") + line;
    }
    return text;
}

} // namespace

std::string
Diagnostic::ToString() const
{
    std::string place = file;
    for (const uint32_t number : {line, column})
    {
        if (number == 0)
        {
            break;
        }
        place += place.empty() ? "" : ":";
        place += std::to_string(number);
    }
    return place.empty() ? message : place + ": " + message;
}

InputError::InputError(const std::vector<Diagnostic>& diagnostics, size_t more)
    : std::runtime_error(OneText(LinesOf(FirstOf(diagnostics), Beyond(diagnostics, more)))),
      m_diagnostics(FirstOf(diagnostics)),
      m_more(Beyond(diagnostics, more))
{
}

const std::vector<Diagnostic>&
InputError::Diagnostics() const
{
    return m_diagnostics;
}

size_t
InputError::More() const
{
    return m_more;
}

std::vector<std::string>
InputError::Lines() const
{
    return LinesOf(m_diagnostics, m_more);
}

} // namespace ns3::vnlab
