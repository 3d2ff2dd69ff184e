// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/hook/native-maps.h"

#include <linux/bpf.h>
#include <stdexcept>

namespace ns3::vnlab
{

MapContents
ContentsOf(const BpfMap& map)
{
    MapContents contents;
    map.ForEach(
        [&contents](std::span<const uint8_t> key, std::span<const uint8_t> value)
        {
            contents.keys.insert(contents.keys.end(), key.begin(), key.end());
            contents.values.insert(contents.values.end(), value.begin(), value.end());
        });
    return contents;
}

void
Rewrite(BpfMap& map, const MapContents& now, const MapContents& wanted)
{
    if (now == wanted)
    {
        return;
    }
    const vnlab_map& layout = *map.Descriptor();
    std::span<const uint8_t> old(now.keys);
    for (size_t i = 0; i < CountEntries(layout, now); ++i)
    {
        map.Delete(old.subspan(i * layout.key_size, layout.key_size)); // which an array refuses
    }
    std::span<const uint8_t> keys(wanted.keys);
    std::span<const uint8_t> values(wanted.values);
    for (size_t i = 0; i < CountEntries(layout, wanted); ++i)
    {
        const int error = map.Update(keys.subspan(i * layout.key_size, layout.key_size),
                                     values.subspan(i * layout.value_size, layout.value_size),
                                     BPF_ANY);
        if (error)
        {
            throw std::runtime_error(std::string(layout.name) + ": an entry is refused (" +
                                     std::to_string(error) + ")");
        }
    }
}

Bytes
WholeFrame(const FrameBuffer& buffer, const Bytes& original)
{
    Bytes frame(buffer.Data(), buffer.Data() + buffer.Size());
    auto tail = std::span(original).last(buffer.TailLength());
    frame.insert(frame.end(), tail.begin(), tail.end());
    return frame;
}

} // namespace ns3::vnlab
