// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/esp-header.h"

#include "model/wire/header-sizes.h"

#include "ns3/abort.h"

namespace ns3::vnlab
{

NS_OBJECT_ENSURE_REGISTERED(EspHeader);

void
EspHeader::SetSpi(uint32_t spi)
{
    NS_ABORT_MSG_IF(spi == 0, "an SPI of 0 is not allowed on the wire");
    m_spi = spi;
}

uint32_t
EspHeader::GetSpi() const
{
    return m_spi;
}

void
EspHeader::SetSequence(uint32_t sequence)
{
    m_sequence = sequence;
}

uint32_t
EspHeader::GetSequence() const
{
    return m_sequence;
}

TypeId
EspHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::vnlab::EspHeader")
                            .SetParent<Header>()
                            .SetGroupName("Vnlab")
                            .AddConstructor<EspHeader>();
    return tid;
}

TypeId
EspHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

void
EspHeader::Print(std::ostream& os) const
{
    os << "spi=0x" << std::hex << m_spi << std::dec << " sequence=" << m_sequence;
}

uint32_t
EspHeader::GetSerializedSize() const
{
    return headersize::kEsp;
}

void
EspHeader::Serialize(Buffer::Iterator start) const
{
    start.WriteHtonU32(m_spi);
    start.WriteHtonU32(m_sequence);
}

uint32_t
EspHeader::Deserialize(Buffer::Iterator start)
{
    if (start.GetRemainingSize() < headersize::kEsp)
    {
        return 0;
    }
    const uint32_t spi = start.ReadNtohU32();
    if (spi == 0)
    {
        return 0;
    }
    m_spi = spi;
    m_sequence = start.ReadNtohU32();
    return headersize::kEsp;
}

} // namespace ns3::vnlab
