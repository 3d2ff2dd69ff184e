// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/hook/case-table.h"

#include "model/hook/bpf/drop-reason.h"

#include <algorithm>
#include <functional>
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <numeric>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

#define VNLAB_REASON_NAME(constant, name, where, why) name,
constexpr std::array kReasonNames{VNLAB_DROP_REASONS(VNLAB_REASON_NAME)};
#undef VNLAB_REASON_NAME

template <class Row>
void
PrintRow(std::ostream& stream, const char* name, const Row& row)
{
    stream << "| " << name << " | " << std::accumulate(row.begin(), row.end(), uint64_t{0});
    for (uint64_t count : row)
    {
        stream << " | " << count;
    }
    stream << " |\n";
}

} // namespace

CaseTable::CaseTable(const HookProgram& program)
    : m_program(program)
{
}

CaseTable::Fate
CaseTable::FateOf(const HookCase& input, const HookOutcome& result) const
{
    const bool isXdp = m_program.point == HookPoint::kXdp;
    if (result.verdict == (isXdp ? int(XDP_PASS) : TC_ACT_OK))
    {
        return input.frame == result.frame ? kUnchanged : kRewritten;
    }
    if (result.verdict == (isXdp ? int(XDP_TX) : TC_ACT_REDIRECT))
    {
        return kAnswered;
    }
    if (result.verdict == (isXdp ? int(XDP_DROP) : TC_ACT_SHOT))
    {
        return kDropped;
    }
    throw std::runtime_error("a program returned " + std::to_string(result.verdict));
}

void
CaseTable::Add(const HookCase& input, const HookOutcome& result)
{
    ++m_rows[size_t(input.kind)][FateOf(input, result)];
    const Bytes& before = input.maps->back().values; // drop_counters are every program's last map
    const Bytes& after = result.maps.back().values;
    for (size_t reason = 0; reason < m_drops.size(); ++reason)
    {
        const size_t place = reason * drop_counters.value_size;
        m_drops[reason] += !std::equal(before.begin() + place,
                                       before.begin() + place + drop_counters.value_size,
                                       after.begin() + place);
    }
}

uint64_t
CaseTable::Count(CaseKind kind) const
{
    const Row& row = m_rows.at(size_t(kind));
    return std::accumulate(row.begin(), row.end(), uint64_t{0});
}

uint64_t
CaseTable::Drops(vnlab_drop_reason reason) const
{
    return m_drops.at(reason);
}

void
CaseTable::Print(std::ostream& stream) const
{
    stream << "| " << m_program.name
           << " | cases | passed as they were | passed rewritten | answered | dropped |\n"
           << "|---|---:|---:|---:|---:|---:|\n";
    Row sum{};
    for (size_t kind = 0; kind < m_rows.size(); ++kind)
    {
        PrintRow(stream, NameOf(CaseKind(kind)), m_rows[kind]);
        std::ranges::transform(sum, m_rows[kind], sum.begin(), std::plus{});
    }
    PrintRow(stream, "all", sum);
    stream << "\nDropped as ";
    const char* separator = "";
    for (size_t reason = 0; reason < m_drops.size(); ++reason)
    {
        if (m_drops[reason] > 0)
        {
            stream << separator << kReasonNames[reason] << ' ' << m_drops[reason];
            separator = ", ";
        }
    }
    stream << ".\n\n";
}

} // namespace ns3::vnlab
