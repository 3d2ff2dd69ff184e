// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/packet-bytes.h"

#include "ns3/abort.h"

#include <algorithm>

namespace ns3::vnlab
{

NS_OBJECT_ENSURE_REGISTERED(RawHeader);

RawHeader::RawHeader(std::span<const uint8_t> bytes)
    : m_size(static_cast<uint32_t>(bytes.size()))
{
    NS_ABORT_MSG_IF(bytes.size() > kCapacity,
                    "a raw header of " << bytes.size() << " bytes exceeds " << kCapacity);
    std::copy(bytes.begin(), bytes.end(), m_bytes.begin());
}

std::span<const uint8_t>
RawHeader::GetBytes() const
{
    return {m_bytes.data(), m_size};
}

TypeId
RawHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::vnlab::RawHeader")
                            .SetParent<Header>()
                            .SetGroupName("Vnlab")
                            .AddConstructor<RawHeader>();
    return tid;
}

TypeId
RawHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

void
RawHeader::Print(std::ostream& os) const
{
    os << m_size << " bytes";
}

uint32_t
RawHeader::GetSerializedSize() const
{
    return m_size;
}

void
RawHeader::Serialize(Buffer::Iterator start) const
{
    start.Write(m_bytes.data(), m_size);
}

uint32_t
RawHeader::Deserialize(Buffer::Iterator start)
{
    if (start.GetRemainingSize() < m_size)
    {
        return 0;
    }
    start.Read(m_bytes.data(), m_size);
    return m_size;
}

uint32_t
RawHeader::Deserialize(Buffer::Iterator start, Buffer::Iterator end)
{
    const uint32_t size = start.GetDistanceFrom(end);
    if (size > kCapacity)
    {
        return 0;
    }
    m_size = size;
    start.Read(m_bytes.data(), m_size);
    return m_size;
}

void
PrependBytes(Ptr<Packet> packet, std::span<const uint8_t> bytes)
{
    packet->AddHeader(RawHeader(bytes));
}

size_t
CopyHead(Ptr<const Packet> packet, std::span<uint8_t> out)
{
    return packet->CopyData(out.data(), static_cast<uint32_t>(out.size()));
}

} // namespace ns3::vnlab
