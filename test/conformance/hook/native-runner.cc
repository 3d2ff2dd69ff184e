// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/hook/native-runner.h"

#include "model/hook/hook-run.h"
#include "test/conformance/hook/native-maps.h"

namespace ns3::vnlab
{

NativeRunner::NativeRunner(const HookProgram& program)
    : m_program(program),
      m_contents(Read())
{
}

const HookProgram&
NativeRunner::Program() const
{
    return m_program;
}

MapState
NativeRunner::Read()
{
    MapState state;
    for (const vnlab_map* map : m_program.maps)
    {
        state.push_back(ContentsOf(m_maps.Get(*map)));
    }
    return state;
}

HookOutcome
NativeRunner::Run(const HookInput& input)
{
    for (size_t i = 0; i < m_program.maps.size(); ++i)
    {
        Rewrite(m_maps.Get(*m_program.maps[i]), m_contents[i], input.maps->at(i));
    }
    FrameBuffer buffer{std::span<const uint8_t>(input.frame)};
    vnlab_context context;
    RefreshContext(context, buffer);
    t_hookRun = {&m_maps, VNLAB_DROP_REASON_COUNT};
    const int verdict = m_program.entry(&context);
    t_hookRun = {};
    m_contents = Read();
    return {verdict, WholeFrame(buffer, input.frame), m_contents};
}

} // namespace ns3::vnlab
