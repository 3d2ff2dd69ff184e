// SPDX-License-Identifier: GPL-2.0-only
#include "model/input/short-text.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

bool
IsContinuation(char byte)
{
    return (static_cast<unsigned char>(byte) & 0xc0) == 0x80;
}

} // namespace

std::string_view
FirstCharacters(std::string_view text, size_t most)
{
    constexpr size_t longest = 4; // bytes of a UTF-8 character
    size_t end = 0;
    for (size_t characters = 0; end < text.size() && characters < most; ++characters)
    {
        const size_t begin = end++;
        while (end < text.size() && end - begin < longest && IsContinuation(text[end]))
        {
            ++end;
        }
    }
    return text.substr(0, end);
}

std::string
ShortText(std::string_view text, size_t most)
{
    const std::string_view first = FirstCharacters(text, most);
    return first.size() == text.size() ? std::string(text) : std::string(first) + "…";
}

std::string
ShortList(const std::vector<std::string>& names)
{
    constexpr size_t most = 50;
    std::string list;
    for (size_t i = 0; i < std::min(most, names.size()); ++i)
    {
        list += (i == 0 ? "" : ", ") + ShortText(names[i]);
    }
    return names.size() <= most ? list
                                : list + " and " + std::to_string(names.size() - most) + " more";
}

} // namespace ns3::vnlab
