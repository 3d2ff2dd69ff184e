// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CHANGE_NUMBER_TEXT_H
#define VNLAB_CHANGE_NUMBER_TEXT_H

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace ns3::vnlab
{

/// @return the number that a text is, all of it, or nothing
inline std::optional<uint32_t>
NumberIn(std::string_view text)
{
    uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(number)
                                                                    : std::nullopt;
}

} // namespace ns3::vnlab

#endif // VNLAB_CHANGE_NUMBER_TEXT_H
