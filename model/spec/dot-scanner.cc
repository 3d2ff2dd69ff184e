// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/dot-scanner.h"

#include "model/input/text-place.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kDeepestNesting = 100;

bool
IsLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool
IsDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string
LowerCase(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(),
                   lower.end(),
                   lower.begin(),
                   [](char c)
                   { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return lower;
}

bool
IsReservedWord(const std::string& word)
{
    constexpr std::array<std::string_view, 6> keywords{
        "strict", "graph", "digraph", "node", "edge", "subgraph"};
    return std::find(keywords.begin(), keywords.end(), word) != keywords.end();
}

class Scanner
{
  public:
    Scanner(std::string_view text, const std::string& fileName)
        : m_text(text),
          m_fileName(fileName)
    {
    }

    std::vector<DotToken> Scan()
    {
        for (SkipBlanks(); m_at < m_text.size(); SkipBlanks())
        {
            Next();
        }
        return std::move(m_tokens);
    }

  private:
    [[noreturn]] void Fail(size_t offset, std::string message) const
    {
        throw InputError({MakeDiagnostic(
            m_fileName, TextPlaces(m_text).At(offset), "DOT syntax error: " + std::move(message))});
    }

    char Peek(size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }

    bool SkipTo(std::string_view end, size_t from, bool included)
    {
        const size_t found = m_text.find(end, from);
        m_at =
            found == std::string_view::npos ? m_text.size() : found + (included ? end.size() : 0);
        return found != std::string_view::npos;
    }

    void SkipBlanks()
    {
        const size_t tokenEnd = m_at;
        while (m_at < m_text.size())
        {
            const size_t start = m_at;
            const std::string_view two = m_text.substr(m_at, 2);
            if (std::string_view(" \t\n\v\f\r").find(Peek()) != std::string_view::npos)
            {
                ++m_at;
            }
            else if (two == "\\\n")
            {
                m_at += 2;
            }
            else if (two == "//" ||
                     (Peek() == '#' && (m_at == tokenEnd || m_text[m_at - 1] == '\n')))
            {
                SkipTo("\n", m_at, false);
            }
            else if (two == "/*")
            {
                if (!SkipTo("*/", m_at + 2, true))
                {
                    Fail(start, "a comment is not closed; accepted is /* ... */");
                }
            }
            else
            {
                return;
            }
        }
    }

    void Next()
    {
        const char c = Peek();
        if (IsLetter(c))
        {
            size_t length = 1;
            while (IsLetter(Peek(length)) || IsDigit(Peek(length)))
            {
                ++length;
            }
            const std::string lower = LowerCase(m_text.substr(m_at, length));
            IsReservedWord(lower) ? Add(DotToken::Kind::kKeyword, length, lower)
                                  : Add(DotToken::Kind::kName, length);
        }
        else if (c == '"')
        {
            Quoted();
        }
        else if (const size_t number = NumberLength(); number > 0)
        {
            Add(DotToken::Kind::kName, number);
        }
        else if (c == '-' && (Peek(1) == '-' || Peek(1) == '>'))
        {
            Add(DotToken::Kind::kPunctuation, 2);
        }
        else if (c != '\0' && std::string_view("{}[]();=,:+@").find(c) != std::string_view::npos)
        {
            Add(DotToken::Kind::kPunctuation, 1);
            Nest(c);
        }
        else if (c == '<')
        {
            Fail(m_at, "an HTML string; accepted is a quoted string, \"...\"");
        }
        else
        {
            Fail(m_at,
                 "a character that starts no word; accepted outside quotes are ASCII letters, "
                 "digits, '_' and { } [ ] ; = , : -- (quote other names: \"web-1\")");
        }
    }

    void Add(DotToken::Kind kind, size_t length)
    {
        Add(kind, length, std::string(m_text.substr(m_at, length)));
    }

    void Add(DotToken::Kind kind, size_t length, std::string value)
    {
        m_tokens.push_back({kind, std::move(value), m_at, m_at + length});
        m_at += length;
    }

    void Nest(char brace)
    {
        m_nesting += brace == '{' ? 1 : 0;
        m_nesting -= brace == '}' && m_nesting > 0 ? 1 : 0;
        if (m_nesting > kDeepestNesting)
        {
            Fail(m_tokens.back().begin,
                 "braces are nested too deep; accepted are " + std::to_string(kDeepestNesting) +
                     " levels");
        }
    }

    /// @return the length of [-] .digits or digits[.[digits]] at the current place, or 0
    size_t NumberLength() const
    {
        size_t length = Peek() == '-' ? 1 : 0;
        const size_t sign = length;
        while (IsDigit(Peek(length)))
        {
            ++length;
        }
        const bool whole = length > sign;
        if (Peek(length) == '.' && (whole || IsDigit(Peek(length + 1))))
        {
            ++length;
            while (IsDigit(Peek(length)))
            {
                ++length;
            }
        }
        return length > sign ? length : 0;
    }

    /// DOT knows two escapes: \" is a quote, and a backslash before a line end joins the lines.
    void Quoted()
    {
        std::string value;
        size_t i = m_at + 1;
        for (; i < m_text.size() && m_text[i] != '"'; ++i)
        {
            if (m_text[i] != '\\' || i + 1 == m_text.size())
            {
                value += m_text[i];
                continue;
            }
            ++i;
            if (m_text[i] == '"')
            {
                value += '"';
            }
            else if (m_text[i] != '\n')
            {
                value += {'\\', m_text[i]};
            }
        }
        if (i >= m_text.size())
        {
            Fail(m_at, "a quoted string is not closed; accepted is \"...\"");
        }
        Add(DotToken::Kind::kName, i + 1 - m_at, std::move(value));
    }

    std::string_view m_text;
    const std::string& m_fileName;
    size_t m_at{0};
    size_t m_nesting{0};
    std::vector<DotToken> m_tokens;
};

} // namespace

std::vector<DotToken>
ScanDot(std::string_view text, const std::string& fileName)
{
    if (const size_t nul = text.find('\0'); nul != std::string_view::npos)
    {
        throw InputError({MakeDiagnostic(
            fileName, TextPlaces(text).At(nul), "DOT syntax error: a NUL byte; accepted is text")});
    }
    return Scanner(text, fileName).Scan();
}

} // namespace ns3::vnlab
