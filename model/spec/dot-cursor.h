// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DOT_CURSOR_H
#define VNLAB_DOT_CURSOR_H

#include "model/spec/dot-scanner.h"

#include <optional>
#include <string>
#include <string_view>

namespace ns3::vnlab
{

/// Where a parser is in a DOT text: the word that comes next, and the ways to take it. Each refuses
/// the text with InputError where another word comes.
class DotCursor
{
  public:
    DotCursor(std::string_view text, const std::string& fileName);

    const DotToken& Next() const
    {
        return m_token;
    }

    /// @return the place of the next word
    Place Here() const
    {
        return m_scanner.PlaceOf(m_token.begin);
    }

    /// @return whether a name comes next, in quotes or not
    bool IsAtom() const
    {
        return m_token.kind == DotToken::Kind::kName || m_token.kind == DotToken::Kind::kQuoted;
    }

    void Advance()
    {
        m_token = m_scanner.Next();
    }

    /// @return whether the mark came next, which is then taken
    bool Skip(std::string_view mark);

    void Require(std::string_view mark);

    /// @param what it is, for the message
    /// @return a name, or a quoted string with all that are joined to it by '+'
    std::string TakeAtom(const std::string& what);

    /// Refuses the next word, as something else should come. @throws InputError
    [[noreturn]] void Expect(const std::string& what) const;

    /// Refuses the text at the next word. @throws InputError
    [[noreturn]] void Fail(const std::string& message) const
    {
        m_scanner.Fail(m_token.begin, message);
    }

    /// @return what the scanner has to say of the words so far
    const std::optional<std::string>& Warning() const
    {
        return m_scanner.Warning();
    }

  private:
    DotScanner m_scanner;
    DotToken m_token{};
};

} // namespace ns3::vnlab

#endif // VNLAB_DOT_CURSOR_H
