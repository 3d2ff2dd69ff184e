// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/dot-places.h"

#include <string_view>

namespace ns3::vnlab
{

namespace
{

bool
IsPunctuation(const DotToken& token, std::string_view marks)
{
    return token.kind == DotToken::Kind::kPunctuation &&
           marks.find(token.text) != std::string_view::npos;
}

/// Whether the token, which stands outside brackets, names a vertex: not a subgraph, not a port
/// (after ':', '@' or inside parentheses), not either side of `key = value`.
bool
NamesVertex(const std::vector<DotToken>& tokens, size_t i)
{
    if (tokens[i].kind != DotToken::Kind::kName || i == 0)
    {
        return false;
    }
    const DotToken& before = tokens[i - 1];
    const bool followsKeyword = before.kind == DotToken::Kind::kKeyword;
    const bool isKey = i + 1 < tokens.size() && IsPunctuation(tokens[i + 1], "=");
    return !followsKeyword && !isKey && !IsPunctuation(before, ":@=+(,");
}

} // namespace

DotPlaces
FindDotPlaces(const std::vector<DotToken>& tokens)
{
    DotPlaces places;
    places.graph = tokens.empty() ? 0 : tokens.front().begin;
    const DotToken* lastVertex = nullptr;
    bool isLinked = false; // lastVertex is followed by "--"
    bool inBody = false;
    bool inBrackets = false;
    for (size_t i = 0; i < tokens.size(); ++i)
    {
        const DotToken& token = tokens[i];
        inBody = inBody || IsPunctuation(token, "{");
        inBrackets = IsPunctuation(token, "[") || (inBrackets && !IsPunctuation(token, "]"));
        if (!inBody || inBrackets)
        {
            continue;
        }
        if (token.kind == DotToken::Kind::kPunctuation && token.text == "--")
        {
            isLinked = lastVertex != nullptr;
        }
        else if (NamesVertex(tokens, i))
        {
            places.vertices.emplace(token.text, token.begin);
            if (isLinked)
            {
                places.edges[{lastVertex->text, token.text}].push_back(lastVertex->begin);
            }
            lastVertex = &token;
            isLinked = false;
        }
    }
    return places;
}

} // namespace ns3::vnlab
