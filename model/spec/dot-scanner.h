// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DOT_SCANNER_H
#define VNLAB_DOT_SCANNER_H

#include <cstddef>
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
        kName,        ///< an identifier, a number or a quoted string
        kKeyword,     ///< strict, graph, digraph, node, edge or subgraph; in lower case
        kPunctuation, ///< including -- and ->
    };

    Kind kind;
    std::string text; ///< without quotes and escapes
    size_t begin;     ///< offset of the first byte
    size_t end;       ///< offset after the last byte
};

/**
 * @brief Cuts a DOT text into tokens where Boost's read_graphviz cuts it, so that places can be told.
 * @throws InputError at the first character that starts no token, an unclosed quoted string or
 *         comment, an HTML string, or braces nested more than 100 deep
 */
std::vector<DotToken> ScanDot(std::string_view text, const std::string& fileName);

} // namespace ns3::vnlab

#endif // VNLAB_DOT_SCANNER_H
