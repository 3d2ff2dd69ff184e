// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/next-hops.h"

#include "model/ip/packet-fields.h"

namespace ns3::vnlab
{

void
NextHops::Steer(VnicId sender, const Ptr<Packet>& frame, FrameFields& fields) const
{
    if (m_entries.Size() == 0 || !fields.isIpv4)
    {
        return;
    }
    if (const NextHopValue* next = m_entries.Find({sender, fields.source, fields.destination}))
    {
        SetDestination(frame, fields, next->mac);
    }
}

bool
NextHops::Write(std::span<const uint8_t> key, std::span<const uint8_t> value)
{
    return m_entries.Write(key, value);
}

bool
NextHops::Erase(std::span<const uint8_t> key)
{
    return m_entries.Erase(key);
}

void
NextHops::Clear()
{
    m_entries = {};
}

} // namespace ns3::vnlab
