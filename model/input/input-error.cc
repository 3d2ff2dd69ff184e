// SPDX-License-Identifier: GPL-2.0-only
#include "model/input/input-error.h"

#include "model/input/short-text.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kLongestMessage = 1'000; // characters

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

InputError::Shown
InputError::Limit(std::vector<Diagnostic> diagnostics, size_t more)
{
    if (diagnostics.size() > kMostProblems)
    {
        more += diagnostics.size() - kMostProblems;
        diagnostics.resize(kMostProblems);
    }
    for (Diagnostic& diagnostic : diagnostics)
    {
        diagnostic.message = ShortText(diagnostic.message, kLongestMessage);
    }
    return {std::move(diagnostics), more};
}

InputError::InputError(std::vector<Diagnostic> diagnostics, size_t more)
    : InputError(Limit(std::move(diagnostics), more))
{
}

InputError::InputError(Shown shown)
    : std::runtime_error(OneText(LinesOf(shown.diagnostics, shown.more))),
      m_shown(std::move(shown))
{
}

const std::vector<Diagnostic>&
InputError::Diagnostics() const
{
    return m_shown.diagnostics;
}

size_t
InputError::More() const
{
    return m_shown.more;
}

std::vector<std::string>
InputError::Lines() const
{
    return LinesOf(m_shown.diagnostics, m_shown.more);
}

} // namespace ns3::vnlab
