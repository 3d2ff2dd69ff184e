// SPDX-License-Identifier: GPL-2.0-only
#include "model/hook/vnic-hooks.h"

#include "model/hook/bpf/native-context.h"
#include "model/hook/hook-run.h"
#include "model/hook/map-set.h"

#include <algorithm>
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <vector>

namespace ns3::vnlab
{

namespace
{

HookVerdict
VerdictOf(HookPoint point, int result)
{
    if (point == HookPoint::kXdp)
    {
        return result == XDP_PASS ? HookVerdict::kPass
             : result == XDP_TX   ? HookVerdict::kAnswer
                                  : HookVerdict::kDrop;
    }
    return result == TC_ACT_OK || result == TC_ACT_UNSPEC ? HookVerdict::kPass
         : result == TC_ACT_REDIRECT                      ? HookVerdict::kAnswer
                                                          : HookVerdict::kDrop;
}

} // namespace

struct VnicHooks::State
{
    struct Attachment
    {
        const HookProgram* program;
        uint64_t executions;
        bool attached;
        int64_t price_ps;
    };

    MapSet maps;
    std::vector<Attachment> attachments; // in the order of attaching; detached ones keep their row
    vnlab_drop_reason lastDrop{VNLAB_DROP_REASON_COUNT};
    int64_t lastWork_ps{0};

    Attachment* Find(const HookProgram& program)
    {
        auto found = std::ranges::find(attachments, &program, &Attachment::program);
        return found == attachments.end() ? nullptr : &*found;
    }
};

VnicHooks::VnicHooks() = default;
VnicHooks::~VnicHooks() = default;
VnicHooks::VnicHooks(VnicHooks&&) noexcept = default;
VnicHooks& VnicHooks::operator=(VnicHooks&&) noexcept = default;

VnicHooks::State&
VnicHooks::MakeState()
{
    if (!m_state)
    {
        m_state = std::make_unique<State>();
    }
    return *m_state;
}

bool
VnicHooks::Attach(const HookProgram& program, int64_t price_ps)
{
    State& state = MakeState();
    State::Attachment row{&program, 0, true, price_ps};
    if (const State::Attachment* old = state.Find(program))
    {
        if (old->attached)
        {
            return false;
        }
        row.executions = old->executions;
        state.attachments.erase(state.attachments.begin() + (old - state.attachments.data()));
    }
    state.attachments.push_back(row);
    return true;
}

bool
VnicHooks::Detach(const HookProgram& program)
{
    if (!Attached(program))
    {
        return false;
    }
    m_state->Find(program)->attached = false;
    return true;
}

bool
VnicHooks::Attached(const HookProgram& program) const
{
    const State::Attachment* row = m_state ? m_state->Find(program) : nullptr;
    return row && row->attached;
}

bool
VnicHooks::HasPrograms(HookPoint point) const
{
    return m_state && std::ranges::any_of(m_state->attachments,
                                          [point](const State::Attachment& row)
                                          { return row.attached && row.program->point == point; });
}

HookVerdict
VnicHooks::RunAttached(HookPoint point, FrameBuffer& frame, bool counted)
{
    State& state = *m_state;
    t_hookRun = {&state.maps, VNLAB_DROP_REASON_COUNT};
    HookVerdict verdict = HookVerdict::kPass;
    state.lastWork_ps = 0;
    for (State::Attachment& row : state.attachments)
    {
        if (!row.attached || row.program->point != point)
        {
            continue;
        }
        vnlab_context context;
        RefreshContext(context, frame);
        row.executions += counted ? 1 : 0;
        state.lastWork_ps += row.price_ps;
        verdict = VerdictOf(point, row.program->entry(&context));
        if (verdict != HookVerdict::kPass)
        {
            break;
        }
    }
    if (verdict == HookVerdict::kDrop)
    {
        state.lastDrop = t_hookRun.dropReason;
    }
    t_hookRun = {};
    return verdict;
}

vnlab_drop_reason
VnicHooks::LastDrop() const
{
    return m_state ? m_state->lastDrop : VNLAB_DROP_REASON_COUNT;
}

int64_t
VnicHooks::LastWork_ps() const
{
    return m_state ? m_state->lastWork_ps : 0;
}

uint64_t
VnicHooks::Drops(vnlab_drop_reason reason) const
{
    uint64_t count = 0;
    uint32_t key = reason;
    if (const BpfMap* counters = FindMap(drop_counters))
    {
        counters->Read(ObjectBytes(key), {reinterpret_cast<uint8_t*>(&count), sizeof(count)});
    }
    return count;
}

uint64_t
VnicHooks::Executions(const HookProgram& program) const
{
    const State::Attachment* row = m_state ? m_state->Find(program) : nullptr;
    return row ? row->executions : 0;
}

BpfMap&
VnicHooks::Map(const vnlab_map& descriptor)
{
    return MakeState().maps.Get(descriptor);
}

const BpfMap*
VnicHooks::FindMap(const vnlab_map& descriptor) const
{
    return m_state ? m_state->maps.Find(descriptor) : nullptr;
}

size_t
VnicHooks::MemoryBytes() const
{
    return m_state ? sizeof(State) + m_state->attachments.capacity() * sizeof(State::Attachment) +
                         m_state->maps.MemoryBytes()
                   : 0;
}

} // namespace ns3::vnlab
