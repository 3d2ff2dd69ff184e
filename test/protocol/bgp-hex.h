// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_BGP_HEX_H
#define VNLAB_TEST_BGP_HEX_H

#include "model/protocol/bgp-message.h"

#include <charconv>
#include <string_view>

namespace ns3::vnlab::bgp
{

/// @param text two digits a byte; blanks between bytes are skipped
inline Bytes
FromHex(std::string_view text)
{
    Bytes bytes;
    for (size_t at = 0; at + 1 < text.size();)
    {
        if (text[at] == ' ')
        {
            ++at;
            continue;
        }
        std::from_chars(text.data() + at, text.data() + at + 2, bytes.emplace_back(), 16);
        at += 2;
    }
    return bytes;
}

/// @return what follows the header of a whole message
inline std::span<const uint8_t>
BodyOf(const Bytes& message)
{
    return std::span(message).subspan(kHeaderBytes);
}

/// A message's marker in hexadecimal.
#define VNLAB_BGP_MARKER "ffffffffffffffffffffffffffffffff"

} // namespace ns3::vnlab::bgp

#endif // VNLAB_TEST_BGP_HEX_H
