// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DOT_SCANNER_H
#define VNLAB_DOT_SCANNER_H

#include "model/input/text-place.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// One word of a DOT text.
struct DotToken
{
    enum class Kind
    {
        kName,        ///< an identifier or a number
        kQuoted,      ///< a name in quotes
        kHtml,        ///< an HTML string, whose text is not kept
        kKeyword,     ///< strict, graph, digraph, node, edge or subgraph; in lower case
        kPunctuation, ///< including -- and ->
        kEnd,         ///< of the text
    };

    Kind kind;
    std::string text; ///< without quotes and escapes
    size_t begin;     ///< offset of the first byte

    /// @return whether the token is this mark
    bool Is(std::string_view mark) const
    {
        return kind == Kind::kPunctuation && text == mark;
    }

    /// @return whether the token is this keyword
    bool IsKeyword(std::string_view keyword) const
    {
        return kind == Kind::kKeyword && text == keyword;
    }
};

/**
 * @brief Cuts a DOT text into words as Graphviz does, one at a time and without looking back.
 *
 * More is accepted than by Graphviz: a byte order mark, and `#` behind blanks starts a comment, too.
 */
class DotScanner
{
  public:
    /// @throws InputError at a NUL byte
    DotScanner(std::string_view text, const std::string& fileName);

    /// @return the next word; at the end of the text always kEnd
    /// @throws InputError at a character that starts no word, and at an unclosed string or comment
    DotToken Next();

    Place PlaceOf(size_t offset) const
    {
        return m_places.At(offset);
    }

    /// Refuses the text. @throws InputError
    [[noreturn]] void Fail(size_t offset, const std::string& message) const;

    /// @return a warning where a name runs into the next one: `web-1` are two
    const std::optional<std::string>& Warning() const
    {
        return m_warning;
    }

  private:
    char Peek(size_t ahead = 0) const;
    void SkipBlanks();
    bool StartsLineComment() const;
    void SkipComment();
    DotToken Take(DotToken::Kind kind, size_t length);
    DotToken Bare(size_t length);
    DotToken Quoted();
    DotToken Html();
    size_t WordLength() const;
    size_t NumberLength() const;
    void WarnOfTouching(const DotToken& token, size_t end);

    std::string_view m_text;
    const std::string& m_fileName;
    TextPlaces m_places;
    size_t m_at{0};
    std::string m_lastName;  ///< "" where the last word was none, or had quotes
    size_t m_lastNameEnd{0}; ///< offset behind it
    std::optional<std::string> m_warning;
};

} // namespace ns3::vnlab

#endif // VNLAB_DOT_SCANNER_H
