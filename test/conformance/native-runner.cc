// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/native-runner.h"

#include "model/hook/hook-run.h"

#include <iterator>
#include <linux/bpf.h>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

void
FillMap(BpfMap& map, const MapContents& contents)
{
    const vnlab_map& layout = *map.Descriptor();
    std::span<const uint8_t> keys(contents.keys);
    std::span<const uint8_t> values(contents.values);
    for (size_t i = 0; i < CountEntries(layout, contents); ++i)
    {
        int error = map.Update(keys.subspan(i * layout.key_size, layout.key_size),
                               values.subspan(i * layout.value_size, layout.value_size),
                               BPF_ANY);
        if (error)
        {
            throw std::runtime_error(std::string(layout.name) + ": an entry is refused (" +
                                     std::to_string(error) + ")");
        }
    }
}

/// Takes out what a program may have put in: of an array nothing, since all entries are written.
void
ClearMap(BpfMap& map, const MapContents& contents)
{
    const vnlab_map& layout = *map.Descriptor();
    std::span<const uint8_t> keys(contents.keys);
    for (size_t i = 0; i < CountEntries(layout, contents); ++i)
    {
        map.Delete(keys.subspan(i * layout.key_size, layout.key_size));
    }
}

} // namespace

NativeRunner::NativeRunner(const HookProgram& program)
    : m_program(program)
{
    m_contents = Read();
}

const HookProgram&
NativeRunner::Program() const
{
    return m_program;
}

void
NativeRunner::Fill(const MapState& contents)
{
    for (size_t i = 0; i < m_program.maps.size(); ++i)
    {
        if (contents.at(i) != m_contents[i])
        {
            BpfMap& map = m_maps.Get(*m_program.maps[i]);
            ClearMap(map, m_contents[i]);
            FillMap(map, contents[i]);
        }
    }
}

MapState
NativeRunner::Read() const
{
    MapState state;
    for (const vnlab_map* map : m_program.maps)
    {
        MapContents contents;
        auto append = [&contents](std::span<const uint8_t> key, std::span<const uint8_t> value)
        {
            contents.keys.insert(contents.keys.end(), key.begin(), key.end());
            contents.values.insert(contents.values.end(), value.begin(), value.end());
        };
        if (const BpfMap* instance = m_maps.Find(*map))
        {
            instance->ForEach(append);
        }
        else
        {
            BpfMap(*map).ForEach(append);
        }
        state.push_back(std::move(contents));
    }
    return state;
}

RunResult
NativeRunner::Run(const HookCase& input)
{
    Fill(*input.maps);
    FrameBuffer buffer{std::span<const uint8_t>(input.frame)};
    vnlab_context context;
    RefreshContext(context, buffer);
    t_hookRun = {&m_maps, VNLAB_DROP_REASON_COUNT};
    RunResult result;
    result.verdict = m_program.entry(&context);
    t_hookRun = {};
    result.frame.assign(buffer.Data(), buffer.Data() + buffer.Size());
    auto tail = std::span(input.frame).last(buffer.TailLength());
    result.frame.insert(result.frame.end(), tail.begin(), tail.end());
    m_contents = Read();
    result.maps = m_contents;
    return result;
}

} // namespace ns3::vnlab
