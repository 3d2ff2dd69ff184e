// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/strict-priority-queue.h"

#include "model/substrate/fabric-link.h"

#include <algorithm>
#include <ranges>
#include <utility>

namespace ns3::vnlab
{

StrictPriorityQueue::StrictPriorityQueue(uint64_t classBytes)
    : m_classBytes(classBytes)
{
}

std::optional<FabricFrame>
StrictPriorityQueue::Push(FabricFrame frame)
{
    Class& of = m_classes[frame.dscp >> 3];
    const uint64_t bytes = frame.bytes + kWireOverheadBytes;
    if (of.bytes + bytes > m_classBytes)
    {
        return frame;
    }
    of.bytes += bytes;
    of.frames.push_back(std::move(frame));
    return std::nullopt;
}

std::optional<FabricFrame>
StrictPriorityQueue::Pop()
{
    for (Class& of : m_classes | std::views::reverse)
    {
        if (!of.frames.empty())
        {
            FabricFrame frame = std::move(of.frames.front());
            of.frames.pop_front();
            of.bytes -= frame.bytes + kWireOverheadBytes;
            return frame;
        }
    }
    return std::nullopt;
}

bool
StrictPriorityQueue::IsEmpty() const
{
    return std::ranges::all_of(m_classes, [](const Class& of) { return of.frames.empty(); });
}

} // namespace ns3::vnlab
