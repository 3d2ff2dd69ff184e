// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/openflow-match.h"

#include <algorithm>
#include <array>

namespace ns3::vnlab::openflow
{

namespace
{

constexpr uint16_t kMatchOxm = 1;
constexpr size_t kMatchHeader = 4;

/// Bytes of the values of the basic class's fields, 0 to 39 (§7.2.3.7, table 13).
constexpr std::array<uint8_t, 40> kOxmBytes{4, 4, 8, 6,  6, 2, 2, 1, 1, 1, 1, 4, 4,  2,
                                            2, 2, 2, 2,  2, 1, 1, 2, 4, 4, 6, 6, 16, 16,
                                            4, 1, 1, 16, 6, 6, 4, 1, 1, 3, 8, 2};

bool
HasItsLength(const Oxm& field)
{
    return field.oxmClass != oxm::kBasic ||
           (field.field < kOxmBytes.size() && field.value.size() == kOxmBytes[field.field]);
}

bool
StaysInItsMask(const Oxm& field)
{
    return std::ranges::equal(
        field.value, field.mask, [](uint8_t value, uint8_t mask) { return (value & ~mask) == 0; });
}

} // namespace

Oxm
MakeOxm(uint8_t field, uint64_t value, size_t bytes, uint64_t mask)
{
    const uint64_t all = bytes == 8 ? UINT64_MAX : (uint64_t{1} << 8 * bytes) - 1;
    Oxm made{.field = field, .value = Writer().Number(value & mask, bytes).Written()};
    if ((mask & all) != all)
    {
        made.mask = Writer().Number(mask, bytes).Written();
    }
    return made;
}

void
Write(Writer& to, const Oxm& field)
{
    const bool hasMask = !field.mask.empty();
    to.U16(field.oxmClass)
        .U8(static_cast<uint8_t>(field.field << 1 | (hasMask ? 1 : 0)))
        .U8(static_cast<uint8_t>(field.value.size() + field.mask.size()))
        .Append(field.value)
        .Append(field.mask);
}

std::optional<Oxm>
ReadOxm(Reader& from)
{
    Oxm field;
    field.oxmClass = from.U16();
    const uint8_t kind = from.U8();
    const size_t length = from.U8();
    field.field = kind >> 1;
    const bool hasMask = (kind & 1) != 0;
    if (hasMask && length % 2 != 0)
    {
        return std::nullopt;
    }
    const auto value = from.Take(hasMask ? length / 2 : length);
    field.value.assign(value.begin(), value.end());
    if (hasMask)
    {
        const auto mask = from.Take(length / 2);
        field.mask.assign(mask.begin(), mask.end());
    }
    const bool isRight = from.Ok() && !field.value.empty() && HasItsLength(field) &&
                         (!hasMask || StaysInItsMask(field));
    return isRight ? std::optional(field) : std::nullopt;
}

void
Write(Writer& to, const Match& match)
{
    Writer fields;
    for (const Oxm& field : match)
    {
        Write(fields, field);
    }
    const size_t length = kMatchHeader + fields.Written().size();
    to.U16(kMatchOxm).U16(static_cast<uint16_t>(length)).Append(fields.Written());
    to.Append(Bytes((8 - length % 8) % 8));
}

std::optional<Match>
ReadMatch(Reader& from)
{
    const uint16_t type = from.U16();
    const size_t length = from.U16();
    if (!from.Ok() || type != kMatchOxm || length < kMatchHeader)
    {
        return std::nullopt;
    }
    Reader fields(from.Take(length - kMatchHeader));
    from.Take((8 - length % 8) % 8);
    Match match;
    while (from.Ok() && fields.Left() > 0)
    {
        const std::optional<Oxm> field = ReadOxm(fields);
        const auto isSame = [&field](const Oxm& other)
        { return other.oxmClass == field->oxmClass && other.field == field->field; };
        if (!field || std::ranges::any_of(match, isSame))
        {
            return std::nullopt;
        }
        match.push_back(*field);
    }
    return from.Ok() ? std::optional(match) : std::nullopt;
}

} // namespace ns3::vnlab::openflow
