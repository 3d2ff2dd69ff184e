// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/toml-scan.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

/// @return the text without white space around it
std::string_view
Trimmed(std::string_view text)
{
    constexpr std::string_view white = " \t\r";
    const size_t begin = text.find_first_not_of(white);
    return begin == std::string_view::npos
             ? std::string_view()
             : text.substr(begin, text.find_last_not_of(white) + 1 - begin);
}

/// Goes over a text, piece by piece, and tells keys, strings, comments and values apart.
class TomlScanner
{
  public:
    explicit TomlScanner(std::string_view text)
        : m_text(text)
    {
    }

    /// @return whether the text has another piece
    bool Next();

    /// @return where the last piece began
    size_t At() const
    {
        return m_begin;
    }

    bool IsTooDeep() const
    {
        return m_open.size() > kMostTomlLevels || m_parts > kMostTomlLevels;
    }

    /// @return the last piece, where it is a bare value
    const std::optional<BareValue>& Value() const
    {
        return m_value;
    }

  private:
    void Mark(char c);
    void SkipString(char quote);
    void TakeBareValue();
    void StartKey(bool wantsValue);

    bool InList() const
    {
        return !m_open.empty() && m_open.back() == '[';
    }

    std::string_view m_text;
    size_t m_at{0};
    size_t m_begin{0};
    std::vector<char> m_open; ///< brackets of lists and tables around
    bool m_wantsValue{false}; ///< a value comes next, not a key
    size_t m_parts{1};        ///< of the key, so far
    size_t m_keyAt{0};        ///< where it begins
    std::string_view m_key;   ///< whose value comes
    std::optional<BareValue> m_value;
};

bool
TomlScanner::Next()
{
    constexpr std::string_view marks = "\n,=[]{}. \t\r";
    m_value.reset();
    m_begin = m_at;
    if (m_at == m_text.size())
    {
        return false;
    }
    const char c = m_text[m_at];
    if (c == '#')
    {
        m_at = std::min(m_text.find('\n', m_at), m_text.size());
    }
    else if (c == '"' || c == '\'')
    {
        SkipString(c);
        m_wantsValue = false;
    }
    else if (m_wantsValue && (c == '.' || marks.find(c) == std::string_view::npos))
    {
        TakeBareValue();
    }
    else
    {
        ++m_at;
        Mark(c);
    }
    return true;
}

void
TomlScanner::Mark(char c)
{
    switch (c)
    {
    case '.':
        ++m_parts;
        break;
    case '=':
        m_key = Trimmed(m_text.substr(m_keyAt, m_begin - m_keyAt));
        StartKey(true);
        break;
    case ',':
        StartKey(InList());
        break;
    case '\n':
        StartKey(m_wantsValue && InList());
        break;
    case '[':
    case '{':
        if (m_wantsValue) // else it is a table's header
        {
            m_open.push_back(c);
        }
        StartKey(m_wantsValue && c == '[');
        break;
    case ']':
    case '}':
        if (!m_open.empty())
        {
            m_open.pop_back();
        }
        StartKey(false);
        break;
    default:
        break;
    }
}

void
TomlScanner::StartKey(bool wantsValue)
{
    m_wantsValue = wantsValue;
    m_parts = 1;
    m_keyAt = m_at;
}

/// A string of several lines may end with quotes of its own; one on a line that has no end is none.
void
TomlScanner::SkipString(char quote)
{
    const auto at = [this](size_t offset)
    { return offset < m_text.size() ? m_text[offset] : '\0'; };
    const bool isLong = at(m_at + 1) == quote && at(m_at + 2) == quote;
    m_at += isLong ? 3 : 1;
    for (; m_at < m_text.size(); ++m_at)
    {
        if (m_text[m_at] == '\\' && quote == '"' && at(m_at + 1) != '\n')
        {
            ++m_at;
        }
        else if (m_text[m_at] == '\n' && !isLong)
        {
            return;
        }
        else if (m_text[m_at] == quote &&
                 (!isLong || (at(m_at + 1) == quote && at(m_at + 2) == quote)))
        {
            m_at += isLong ? 3 : 1;
            for (int more = 0; isLong && more < 2 && at(m_at) == quote; ++more)
            {
                ++m_at;
            }
            return;
        }
    }
    m_at = m_text.size();
}

void
TomlScanner::TakeBareValue()
{
    const std::string_view ends = m_open.empty() ? "#\n" : "#\n,]}";
    m_at = std::min(m_text.find_first_of(ends, m_at), m_text.size());
    m_value = BareValue{m_begin,
                        Trimmed(m_text.substr(m_begin, m_at - m_begin)),
                        InList() ? std::string_view() : m_key};
    m_wantsValue = false;
}

} // namespace

std::optional<size_t>
TooDeepAt(std::string_view text)
{
    TomlScanner scanner(text);
    while (scanner.Next())
    {
        if (scanner.IsTooDeep())
        {
            return scanner.At();
        }
    }
    return std::nullopt;
}

std::vector<BareValue>
BareValues(std::string_view text, size_t from, size_t to)
{
    std::vector<BareValue> values;
    TomlScanner scanner(text);
    while (scanner.Next() && scanner.At() < to)
    {
        if (scanner.Value() && scanner.At() >= from)
        {
            values.push_back(*scanner.Value());
        }
    }
    return values;
}

} // namespace ns3::vnlab
