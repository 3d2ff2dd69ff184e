// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/dot-scanner.h"

#include <algorithm>
#include <array>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr std::string_view kBlanks = " \t\v\f\r\n";

/// As in Graphviz, each byte of a character that is not ASCII is a letter.
bool
IsDotLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool
IsDotDigit(char c)
{
    return c >= '0' && c <= '9';
}

std::string
LowerCase(std::string_view text)
{
    std::string lower(text);
    std::ranges::transform(lower,
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
    return std::ranges::find(keywords, word) != keywords.end();
}

} // namespace

DotScanner::DotScanner(std::string_view text, const std::string& fileName)
    : m_text(WithoutByteOrderMark(text)),
      m_fileName(fileName),
      m_places(m_text)
{
    if (const size_t nul = m_text.find('\0'); nul != std::string_view::npos)
    {
        Fail(nul, "a NUL byte; accepted is text");
    }
}

void
DotScanner::Fail(size_t offset, const std::string& message) const
{
    throw InputError(
        {MakeDiagnostic(m_fileName, m_places.At(offset), "DOT syntax error: " + message)});
}

char
DotScanner::Peek(size_t ahead) const
{
    return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
}

void
DotScanner::SkipBlanks()
{
    while (m_at < m_text.size())
    {
        if (kBlanks.find(Peek()) != std::string_view::npos)
        {
            ++m_at;
        }
        else if (Peek() == '/' || StartsLineComment())
        {
            SkipComment();
        }
        else
        {
            return;
        }
    }
}

/// Whether a '#' has nothing but blanks before it on its line.
bool
DotScanner::StartsLineComment() const
{
    if (Peek() != '#')
    {
        return false;
    }
    const size_t before = m_text.substr(0, m_at).find_last_not_of(" \t\v\f\r");
    return before == std::string_view::npos || m_text[before] == '\n';
}

void
DotScanner::SkipComment()
{
    const size_t start = m_at;
    if (Peek() == '/' && Peek(1) == '*')
    {
        const size_t close = m_text.find("*/", m_at + 2);
        if (close == std::string_view::npos)
        {
            Fail(start, "a comment is not closed; accepted is /* ... */");
        }
        m_at = close + 2;
        return;
    }
    if (Peek() == '/' && Peek(1) != '/')
    {
        Fail(start, "'/' starts no comment; accepted are /* ... */ and //");
    }
    m_at = std::min(m_text.find('\n', m_at), m_text.size());
}

DotToken
DotScanner::Next()
{
    SkipBlanks();
    const char c = Peek();
    if (m_at >= m_text.size())
    {
        const size_t end = m_text.find_last_not_of(" \t\r\n") + 1;
        return {DotToken::Kind::kEnd, "", end};
    }
    if (const size_t bare = IsDotLetter(c) ? WordLength() : NumberLength(); bare > 0)
    {
        return Bare(bare);
    }
    if (c == '"')
    {
        return Quoted();
    }
    if (c == '<')
    {
        return Html();
    }
    if (c == '-' && (Peek(1) == '-' || Peek(1) == '>'))
    {
        return Take(DotToken::Kind::kPunctuation, 2);
    }
    if (std::string_view("{}[]();=,:+@").find(c) != std::string_view::npos)
    {
        return Take(DotToken::Kind::kPunctuation, 1);
    }
    Fail(m_at,
         "a character that starts no word; accepted outside quotes are letters, digits, '_' and "
         "{ } [ ] ; = , : -- (quote other names: \"web-1\")");
}

DotToken
DotScanner::Take(DotToken::Kind kind, size_t length)
{
    const size_t begin = std::exchange(m_at, m_at + length);
    return {kind, std::string(m_text.substr(begin, length)), begin};
}

DotToken
DotScanner::Bare(size_t length)
{
    DotToken token = Take(DotToken::Kind::kName, length);
    WarnOfTouching(token, m_at);
    if (std::string lower = LowerCase(token.text); IsReservedWord(lower))
    {
        token.kind = DotToken::Kind::kKeyword;
        token.text = std::move(lower);
    }
    return token;
}

void
DotScanner::WarnOfTouching(const DotToken& token, size_t end)
{
    if (!m_warning && !m_lastName.empty() && m_lastNameEnd == token.begin)
    {
        m_warning =
            MakeDiagnostic(m_fileName,
                           m_places.At(token.begin),
                           QuoteFound(m_lastName) + " ends where " + QuoteFound(token.text) +
                               " begins, so that they are two names; one name that has "
                               "both needs quotes")
                .ToString();
    }
    m_lastName = m_warning ? "" : token.text;
    m_lastNameEnd = end;
}

/// @return the length of the identifier at the current place, which is a letter
size_t
DotScanner::WordLength() const
{
    size_t length = 1;
    while (IsDotLetter(Peek(length)) || IsDotDigit(Peek(length)))
    {
        ++length;
    }
    return length;
}

/// @return the length of [-] .digits or digits[.[digits]] at the current place, or 0
size_t
DotScanner::NumberLength() const
{
    size_t length = Peek() == '-' ? 1 : 0;
    const size_t sign = length;
    while (IsDotDigit(Peek(length)))
    {
        ++length;
    }
    const bool whole = length > sign;
    if (Peek(length) == '.' && (whole || IsDotDigit(Peek(length + 1))))
    {
        ++length;
        while (IsDotDigit(Peek(length)))
        {
            ++length;
        }
    }
    return length > sign ? length : 0;
}

/// DOT knows two escapes: \" is a quote, and a backslash before a line end joins the lines.
DotToken
DotScanner::Quoted()
{
    DotToken token{DotToken::Kind::kQuoted, "", m_at};
    for (++m_at; m_at < m_text.size() && Peek() != '"'; ++m_at)
    {
        if (Peek() != '\\' || m_at + 1 == m_text.size())
        {
            token.text += Peek();
            continue;
        }
        ++m_at;
        if (Peek() == '"')
        {
            token.text += '"';
        }
        else if (Peek() == '\r' && Peek(1) == '\n')
        {
            ++m_at;
        }
        else if (Peek() != '\n')
        {
            token.text += {'\\', Peek()};
        }
    }
    if (m_at >= m_text.size())
    {
        Fail(token.begin, "a quoted string is not closed; accepted is \"...\"");
    }
    ++m_at;
    return token;
}

DotToken
DotScanner::Html()
{
    const DotToken token{DotToken::Kind::kHtml, "", m_at};
    size_t depth = 0;
    do
    {
        m_at = m_text.find_first_of("<>", m_at);
        if (m_at == std::string_view::npos)
        {
            Fail(token.begin, "an HTML string is not closed; accepted is <...>");
        }
        depth += Peek() == '<' ? 1 : size_t(-1);
        ++m_at;
    } while (depth > 0);
    return token;
}

} // namespace ns3::vnlab
