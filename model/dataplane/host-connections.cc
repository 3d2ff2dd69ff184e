// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/host-connections.h"

#include "model/population.h"
#include "model/wire/protocol-numbers.h"

namespace ns3::vnlab
{

namespace
{

uint64_t
ZoneOf(VnicId vnic, HostConnections::Side side)
{
    return static_cast<uint64_t>(side) << 32 | vnic.value;
}

/// @return the port of the end that was asked; of ICMP there is none, and a table has an identifier there
uint16_t
AskedPort(const TrackedPacket& packet, bool isFromOpener)
{
    if (packet.protocol == ipproto::kIcmp)
    {
        return 0;
    }
    return isFromOpener ? packet.destinationPort : packet.sourcePort;
}

} // namespace

HostConnections::HostConnections(uint32_t capacity)
    : m_capacity(capacity),
      m_table(capacity)
{
}

SeenPacket
HostConnections::See(const FilteredFrame& frame, Side side)
{
    SeenPacket seen{.tracked = TrackedPacketOf(frame.packet, frame.fields),
                    .service = {frame.fields.protocol, 0}};
    if (!seen.tracked)
    {
        return seen;
    }
    TrackedPacket& packet = *seen.tracked;
    packet.zone = ZoneOf(frame.vnic, side);
    seen.kind = m_table.Classify(packet, frame.now);
    const bool isFromOpener = m_table.IsFromOpener(packet, frame.now);
    seen.service = {packet.protocol, AskedPort(packet, isFromOpener)};
    seen.senderAsked =
        isFromOpener != packet.isError; // what an error quotes, its receiver has sent
    return seen;
}

bool
HostConnections::Keep(const FilteredFrame& frame, const SeenPacket& seen)
{
    if (!seen.tracked || seen.kind == Tracked::kRelated)
    {
        return true;
    }
    if (PopulationOf(frame.packet) == Population::kProbe)
    {
        return seen.kind == Tracked::kBelongs || m_table.HasRoom(frame.now);
    }
    return m_table.Note(*seen.tracked, frame.now);
}

void
HostConnections::Move(VnicId vnic, HostConnections& to)
{
    for (const Side side : {Side::kOwn, Side::kPassedIn, Side::kPassedOut})
    {
        m_table.Move(ZoneOf(vnic, side), to.m_table);
    }
}

void
HostConnections::Clear()
{
    m_table = ConnectionTable(m_capacity);
}

size_t
HostConnections::Size(Time now)
{
    return m_table.Size(now);
}

} // namespace ns3::vnlab
