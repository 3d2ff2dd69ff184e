// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/dot-cursor.h"

#include <utility>

namespace ns3::vnlab
{

DotCursor::DotCursor(std::string_view text, const std::string& fileName)
    : m_scanner(text, fileName)
{
    Advance();
}

void
DotCursor::Expect(const std::string& what) const
{
    const std::string found = m_token.kind == DotToken::Kind::kEnd  ? "the text ends"
                            : m_token.kind == DotToken::Kind::kHtml ? "an HTML string"
                                                                    : QuoteFound(m_token.text);
    Fail(found + " where " + what +
         " should be; accepted is DOT such as: graph { a [role=web]; a -- b; }");
}

bool
DotCursor::Skip(std::string_view mark)
{
    const bool isThere = m_token.Is(mark);
    if (isThere)
    {
        Advance();
    }
    return isThere;
}

void
DotCursor::Require(std::string_view mark)
{
    if (!Skip(mark))
    {
        Expect("'" + std::string(mark) + "'");
    }
}

std::string
DotCursor::TakeAtom(const std::string& what)
{
    if (!IsAtom())
    {
        Expect(what);
    }
    const bool isQuoted = m_token.kind == DotToken::Kind::kQuoted;
    std::string text = std::move(m_token.text);
    Advance();
    while (isQuoted && Skip("+"))
    {
        if (m_token.kind != DotToken::Kind::kQuoted)
        {
            Expect("a quoted string");
        }
        text += m_token.text;
        Advance();
    }
    return text;
}

} // namespace ns3::vnlab
