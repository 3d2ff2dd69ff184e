// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/early-bytes.h"

#include <algorithm>

namespace ns3::vnlab
{

void
EarlyBytes::Add(uint32_t begin, uint32_t end)
{
    // Those that it touches or overlaps become one with it.
    const auto first =
        std::ranges::find_if(m_ranges, [begin](const Range& range) { return range.end >= begin; });
    const auto last = std::find_if(
        first, m_ranges.end(), [end](const Range& range) { return range.begin > end; });
    if (first != last)
    {
        begin = std::min(begin, first->begin);
        end = std::max(end, (last - 1)->end);
    }
    m_ranges.insert(m_ranges.erase(first, last), {begin, end});
}

uint32_t
EarlyBytes::TakeFrom(uint32_t next)
{
    const auto rest =
        std::ranges::find_if(m_ranges, [next](const Range& range) { return range.begin > next; });
    if (rest != m_ranges.begin())
    {
        next = std::max(next, (rest - 1)->end);
    }
    m_ranges.erase(m_ranges.begin(), rest);
    if (m_ranges.empty())
    {
        m_ranges = {}; // of a million agents nearly all wait for nothing
    }
    return next;
}

} // namespace ns3::vnlab
