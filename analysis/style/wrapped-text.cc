// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/style/wrapped-text.h"

#include "analysis/style/visible-text.h"

#include <algorithm>
#include <cctype>

namespace ns3::vnlab
{

namespace
{

bool
IsDigitSign(char c)
{
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

bool
IsLetterSign(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

std::string_view
WithoutLastSpaces(std::string_view text)
{
    return text.substr(0, text.find_last_not_of(' ') + 1);
}

/// Whether a line may end at the spaces before @p rest.
bool
BreaksAtSpace(std::string_view before, std::string_view rest)
{
    const std::string_view word = WithoutLastSpaces(before);
    const bool unit = IsLetterSign(rest.front()) || rest.starts_with("µ") ||
                      rest.starts_with('%') || rest.starts_with("±");
    return !word.empty() && !word.ends_with("±") && !(IsDigitSign(word.back()) && unit);
}

/// Whether a name may go on in another line behind the sign that @p before ends with.
bool
BreaksAtSign(std::string_view before, std::string_view rest)
{
    return before.size() > 1 && std::string_view("-_./").find(before.back()) != before.npos &&
           (IsLetterSign(before[before.size() - 2]) || IsDigitSign(before[before.size() - 2])) &&
           IsLetterSign(rest.front());
}

/// @return the words alone, each with the spaces that follow it
std::vector<std::string_view>
PartsOf(std::string_view text, bool signs)
{
    std::vector<std::string_view> parts;
    size_t begin = 0;
    for (size_t at = 1; at < text.size(); ++at)
    {
        const std::string_view before = text.substr(0, at);
        const std::string_view rest = text.substr(at);
        const bool afterSpace = before.back() == ' ' && rest.front() != ' ';
        if (afterSpace ? BreaksAtSpace(before, rest) : signs && BreaksAtSign(before, rest))
        {
            parts.push_back(text.substr(begin, at - begin));
            begin = at;
        }
    }
    parts.push_back(text.substr(begin));
    return parts;
}

/// Moves lines of exactly @p width off the front of @p line until the rest fits.
void
BreakAnywhere(std::string& line, size_t width, std::vector<std::string>& lines)
{
    while (CodePoints(WithoutLastSpaces(line)) > width)
    {
        size_t end = 0;
        for (size_t points = 0; end < line.size(); ++end)
        {
            points += (static_cast<unsigned char>(line[end]) & 0xc0) != 0x80 ? 1 : 0;
            if (points > width)
            {
                break;
            }
        }
        lines.push_back(line.substr(0, end));
        line.erase(0, end);
    }
}

std::vector<std::string>
FillLines(const std::vector<std::string_view>& parts, size_t width, bool anywhere)
{
    std::vector<std::string> lines;
    std::string line;
    for (const std::string_view part : parts)
    {
        if (!line.empty() && CodePoints(line) + CodePoints(WithoutLastSpaces(part)) > width)
        {
            lines.emplace_back(WithoutLastSpaces(line));
            line.clear();
        }
        line += part;
        if (anywhere)
        {
            BreakAnywhere(line, width, lines);
        }
    }
    lines.emplace_back(WithoutLastSpaces(line));
    return lines;
}

} // namespace

std::vector<std::string_view>
BreakableParts(std::string_view text)
{
    return PartsOf(text, true);
}

std::vector<std::string>
WrapCell(std::string_view text, size_t width)
{
    return FillLines(BreakableParts(text), width, true);
}

std::string
Paragraph(std::string_view text, size_t indent, size_t width)
{
    std::string paragraph;
    for (const std::string& line : FillLines(PartsOf(text, false), width - indent, false))
    {
        paragraph += (paragraph.empty() ? "" : std::string(indent, ' ')) + line + '\n';
    }
    return paragraph;
}

} // namespace ns3::vnlab
