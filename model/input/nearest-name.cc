// SPDX-License-Identifier: GPL-2.0-only
#include "model/input/nearest-name.h"

#include "model/input/short-text.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace ns3::vnlab
{

namespace
{

bool
SameLetter(char a, char b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; };
    return lower(a) == lower(b);
}

/// How many mistakes still leave the wanted name recognisable.
size_t
Tolerance(std::string_view wanted, std::string_view known)
{
    return std::max<size_t>(1, std::min(wanted.size(), known.size()) / 3);
}

} // namespace

size_t
EditDistance(std::string_view a, std::string_view b)
{
    // Three rows of the dynamic programme: distances of a's prefixes to every prefix of b.
    std::vector<size_t> beforeLast(b.size() + 1);
    std::vector<size_t> last(b.size() + 1);
    std::vector<size_t> row(b.size() + 1);
    std::iota(last.begin(), last.end(), 0);
    for (size_t i = 1; i <= a.size(); ++i)
    {
        row[0] = i;
        for (size_t j = 1; j <= b.size(); ++j)
        {
            const size_t substituted = last[j - 1] + (SameLetter(a[i - 1], b[j - 1]) ? 0 : 1);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, substituted});
            if (i > 1 && j > 1 && SameLetter(a[i - 1], b[j - 2]) && SameLetter(a[i - 2], b[j - 1]))
            {
                row[j] = std::min(row[j], beforeLast[j - 2] + 1);
            }
        }
        std::swap(beforeLast, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

std::optional<std::string>
NearestName(std::string_view wanted, const std::vector<std::string>& known)
{
    constexpr size_t longestCompared = 200; // keeps hostile names cheap
    if (wanted.empty() || wanted.size() > longestCompared)
    {
        return std::nullopt;
    }
    std::optional<std::string> nearest;
    size_t fewest = 0;
    for (const std::string& name : known)
    {
        if (name.empty() || name.size() > longestCompared)
        {
            continue;
        }
        const size_t tolerance = Tolerance(wanted, name);
        const auto [shorter, longer] = std::minmax({wanted.size(), name.size()});
        if (longer - shorter > tolerance)
        {
            continue; // so many letters are missing
        }
        const size_t distance = EditDistance(wanted, name);
        if (distance <= tolerance && (!nearest || distance < fewest))
        {
            nearest = name;
            fewest = distance;
        }
    }
    return nearest;
}

std::string
DidYouMean(std::string_view wanted, const std::vector<std::string>& known)
{
    const std::optional<std::string> nearest = NearestName(wanted, known);
    return nearest ? ", did you mean '" + ShortText(*nearest) + "'?" : "";
}

std::string
UnknownName(std::string_view what, std::string_view wanted, const std::vector<std::string>& known)
{
    return "unknown " + std::string(what) + " '" + ShortText(wanted) + "'; accepted are " +
           ShortList(known) + DidYouMean(wanted, known);
}

NameSuggestions::NameSuggestions(std::vector<std::string> known)
    : m_known(std::move(known)),
      m_left(m_known.size() > 1'000 ? 0 : 100)
{
    std::ranges::sort(m_known);
}

std::string
NameSuggestions::For(std::string_view wanted)
{
    if (m_left == 0)
    {
        return {};
    }
    --m_left;
    return DidYouMean(wanted, m_known);
}

} // namespace ns3::vnlab
