// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/esp-trailer.h"

namespace ns3::vnlab
{

NS_OBJECT_ENSURE_REGISTERED(EspTrailer);

void
EspTrailer::SetPadLength(uint8_t padLength)
{
    m_padLength = padLength;
}

uint8_t
EspTrailer::GetPadLength() const
{
    return m_padLength;
}

void
EspTrailer::SetNextHeader(uint8_t nextHeader)
{
    m_nextHeader = nextHeader;
}

uint8_t
EspTrailer::GetNextHeader() const
{
    return m_nextHeader;
}

TypeId
EspTrailer::GetTypeId()
{
    static TypeId tid = TypeId("ns3::vnlab::EspTrailer")
                            .SetParent<Trailer>()
                            .SetGroupName("Vnlab")
                            .AddConstructor<EspTrailer>();
    return tid;
}

TypeId
EspTrailer::GetInstanceTypeId() const
{
    return GetTypeId();
}

void
EspTrailer::Print(std::ostream& os) const
{
    os << "padLength=" << +m_padLength << " nextHeader=" << +m_nextHeader;
}

uint32_t
EspTrailer::GetSerializedSize() const
{
    return m_padLength + static_cast<uint32_t>(headersize::kEspTrailer);
}

void
EspTrailer::Serialize(Buffer::Iterator end) const
{
    end.Prev(GetSerializedSize());
    for (unsigned pad = 1; pad <= m_padLength; ++pad)
    {
        end.WriteU8(static_cast<uint8_t>(pad));
    }
    end.WriteU8(m_padLength);
    end.WriteU8(m_nextHeader);
}

uint32_t
EspTrailer::Deserialize(Buffer::Iterator end)
{
    const uint32_t available = end.GetSize() - end.GetRemainingSize();
    if (available < headersize::kEspTrailer)
    {
        return 0;
    }
    end.Prev(headersize::kEspTrailer);
    const uint8_t padLength = end.ReadU8();
    const uint8_t nextHeader = end.ReadU8();
    const uint32_t size = padLength + static_cast<uint32_t>(headersize::kEspTrailer);
    if (available < size)
    {
        return 0;
    }
    end.Prev(size);
    for (unsigned pad = 1; pad <= padLength; ++pad)
    {
        if (end.ReadU8() != pad)
        {
            return 0;
        }
    }
    m_padLength = padLength;
    m_nextHeader = nextHeader;
    return size;
}

} // namespace ns3::vnlab
