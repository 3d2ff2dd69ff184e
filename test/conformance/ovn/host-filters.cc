// SPDX-License-Identifier: GPL-2.0-only
#include "test/conformance/ovn/host-filters.h"

#include "model/ip/packet-fields.h"
#include "model/rule/group-tables.h"

#include <stdexcept>

namespace ns3::vnlab::test
{
namespace
{

constexpr uint32_t kRoom = 1'000;

bool
IsOfFilter(const Rule& rule)
{
    return rule.where.table == kGroupPortTable || rule.where.table == kGroupRuleTable ||
           rule.where.table == kGroupAddressTable;
}

} // namespace

HostFilters::HostFilters(const GroupPolicy& policy)
    : m_policy(policy)
{
    for (uint32_t host = 0; host < policy.Plan().topology.Hosts(); ++host)
    {
        m_filters[HostId{host}] = std::make_unique<GroupFilter>(kRoom);
    }
    for (const Rule& rule : policy.Rules())
    {
        if (IsOfFilter(rule))
        {
            Write(rule);
        }
    }
}

/// A day later nothing is remembered of earlier questions but TCP connections, and none opens here.
bool
HostFilters::Delivers(const Question& question)
{
    m_now += Days(1);
    return Passes(question);
}

bool
HostFilters::DeliversAnswer(const Question& question)
{
    return Passes(question.Answer());
}

void
HostFilters::Write(const Rule& rule)
{
    const auto& where = rule.where;
    if (!m_filters.at(HostId{where.at.index})
             ->Write(where.table, where.key.Bytes(), rule.value.Bytes()))
    {
        throw std::logic_error("the filter does not take a rule of its design");
    }
}

void
HostFilters::Erase(const Rule& rule)
{
    const auto& where = rule.where;
    if (!m_filters.at(HostId{where.at.index})->Erase(where.table, where.key.Bytes()))
    {
        throw std::logic_error("the filter does not have a rule of its design");
    }
}

bool
HostFilters::Passes(const Question& question)
{
    const Ptr<const Packet> frame = FrameOf(question, m_policy.Plan());
    const FrameFields fields = FieldsOf(frame).value();
    const auto at = [&](VnicId vnic)
    {
        return FilteredFrame{vnic,
                             m_policy.ViewOf(vnic).VniOf(vnic),
                             m_policy.Plan().At(vnic).mac,
                             fields,
                             frame,
                             m_now};
    };
    return !m_filters.at(m_policy.HostOf(question.from))->FromGuest(at(question.from)) &&
           !m_filters.at(m_policy.HostOf(question.to))->ToGuest(at(question.to));
}

} // namespace ns3::vnlab::test
