// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/hook/vector-codec.h"

#include <functional>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kLongestFrame = 1 << 17;

struct Shared
{
    size_t front;
    size_t end;
};

Shared
SharedBytes(const Bytes& frame, const Bytes& like)
{
    const size_t shorter = std::min(frame.size(), like.size());
    Shared shared{0, 0};
    while (shared.front < shorter && frame[shared.front] == like[shared.front])
    {
        ++shared.front;
    }
    while (shared.front + shared.end < shorter &&
           frame[frame.size() - 1 - shared.end] == like[like.size() - 1 - shared.end])
    {
        ++shared.end;
    }
    if (shared.front < shorter) // a long end is worth more than a short front
    {
        size_t end = 0;
        while (end < shorter && frame[frame.size() - 1 - end] == like[like.size() - 1 - end])
        {
            ++end;
        }
        if (end > shared.front + shared.end)
        {
            return {0, end};
        }
    }
    return shared;
}

/// One entry as one row of bytes.
Bytes
Entry(const vnlab_map& map, const MapContents& contents, size_t index)
{
    Bytes entry(contents.keys.begin() + index * map.key_size,
                contents.keys.begin() + (index + 1) * map.key_size);
    entry.insert(entry.end(),
                 contents.values.begin() + index * map.value_size,
                 contents.values.begin() + (index + 1) * map.value_size);
    return entry;
}

Bytes
Minus(const Bytes& a, const Bytes& b)
{
    Bytes difference(a.size());
    std::ranges::transform(a, b, difference.begin(), std::minus{});
    return difference;
}

} // namespace

size_t
NewBytes(const Bytes& frame, const Bytes& like)
{
    const Shared shared = SharedBytes(frame, like);
    return frame.size() - shared.front - shared.end;
}

void
WriteFrame(ByteWriter& writer, const Bytes& frame, const Bytes& like)
{
    const Shared shared = SharedBytes(frame, like);
    const size_t between = frame.size() - shared.front - shared.end;
    writer.Number(shared.front);
    writer.Number(shared.end);
    writer.Number(between);
    writer.Append(std::span(frame).subspan(shared.front, between));
}

Bytes
ReadFrame(ByteReader& reader, const Bytes& like)
{
    const size_t front = reader.Number(like.size());
    const size_t end = reader.Number(like.size());
    auto between = reader.Take(reader.Number(kLongestFrame));
    Bytes frame(like.begin(), like.begin() + front);
    frame.insert(frame.end(), between.begin(), between.end());
    frame.insert(frame.end(), like.end() - end, like.end());
    return frame;
}

void
WriteContents(ByteWriter& writer, const vnlab_map& map, const MapContents& contents)
{
    const size_t count = CountEntries(map, contents);
    writer.Number(count);
    Bytes last(map.key_size + map.value_size);
    for (size_t i = 0; i < count;)
    {
        Bytes entry = Entry(map, contents, i);
        const Bytes step = Minus(entry, last);
        size_t length = 0;
        do
        {
            last = std::move(entry);
            ++length;
            ++i;
            entry = i < count ? Entry(map, contents, i) : Bytes(last.size());
        } while (i < count && Minus(entry, last) == step);
        writer.Number(length);
        writer.Append(step);
    }
}

MapContents
ReadContents(ByteReader& reader, const vnlab_map& map)
{
    const size_t count = reader.Number(map.max_entries);
    MapContents contents;
    Bytes entry(map.key_size + map.value_size);
    for (size_t i = 0; i < count;)
    {
        const size_t length = reader.Number(count - i);
        if (length == 0)
        {
            throw std::runtime_error("a row of map entries is empty");
        }
        auto step = reader.Take(entry.size());
        for (size_t end = i + length; i < end; ++i)
        {
            std::ranges::transform(entry, step, entry.begin(), std::plus{});
            contents.keys.insert(contents.keys.end(), entry.begin(), entry.begin() + map.key_size);
            contents.values.insert(
                contents.values.end(), entry.begin() + map.key_size, entry.end());
        }
    }
    return contents;
}

void
WriteChanges(ByteWriter& writer,
             const vnlab_map& map,
             const MapContents& before,
             const MapContents& after)
{
    const bool sameKeys = before.keys == after.keys;
    writer.Number(sameKeys);
    if (!sameKeys)
    {
        WriteContents(writer, map, after);
        return;
    }
    std::vector<size_t> changed;
    for (size_t i = 0; i < CountEntries(map, after); ++i)
    {
        if (Entry(map, before, i) != Entry(map, after, i))
        {
            changed.push_back(i);
        }
    }
    writer.Number(changed.size());
    for (size_t i : changed)
    {
        writer.Number(i);
        writer.Append(std::span(after.values).subspan(i * map.value_size, map.value_size));
    }
}

MapContents
ReadChanges(ByteReader& reader, const vnlab_map& map, const MapContents& before)
{
    if (!reader.Number(1))
    {
        return ReadContents(reader, map);
    }
    MapContents after = before;
    const size_t count = CountEntries(map, before);
    const size_t changes = reader.Number(count);
    for (size_t change = 0; change < changes; ++change)
    {
        const size_t i = reader.Number(count - 1);
        std::ranges::copy(reader.Take(map.value_size), after.values.begin() + i * map.value_size);
    }
    return after;
}

} // namespace ns3::vnlab
