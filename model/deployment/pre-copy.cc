// SPDX-License-Identifier: GPL-2.0-only
#include "model/deployment/pre-copy.h"

#include <algorithm>

namespace ns3::vnlab
{

PreCopy::PreCopy(const PreCopyOrder& order)
    : m_order(order),
      m_bytes(order.memory_bytes),
      m_expected(Time::Max())
{
}

uint64_t
PreCopy::Bytes() const
{
    return m_bytes;
}

bool
PreCopy::IsLast() const
{
    return m_rounds >= m_order.rounds || m_expected <= m_order.downtime;
}

void
PreCopy::Copied(Time took)
{
    const double seconds = took.GetSeconds();
    const double perSecond = static_cast<double>(m_bytes) / seconds;
    const double written = static_cast<double>(m_order.dirtyRate_bps) / 8 * seconds;
    m_bytes = written < static_cast<double>(m_order.memory_bytes) ? static_cast<uint64_t>(written)
                                                                  : m_order.memory_bytes;
    m_expected = m_bytes == 0 ? Time(0) : Seconds(static_cast<double>(m_bytes) / perSecond);
    ++m_rounds;
}

uint32_t
PreCopy::Rounds() const
{
    return m_rounds;
}

} // namespace ns3::vnlab
