// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/gre-header.h"

#include "model/wire/header-sizes.h"
#include "model/wire/internet-checksum.h"

#include <algorithm>
#include <array>

namespace ns3::vnlab
{

NS_OBJECT_ENSURE_REGISTERED(GreHeader);

namespace
{

constexpr uint16_t kChecksumPresent = 0x8000;
constexpr uint16_t kKeyPresent = 0x2000;
constexpr uint16_t kSequencePresent = 0x1000;
constexpr uint16_t kNotThisGre = 0x4c07; // bits 1, 4 and 5, and the version
constexpr uint32_t kOptionalFieldSize = 4;

/// @return bytes of a header with these flags
uint32_t
SizeWith(uint16_t flags)
{
    uint32_t size = headersize::kGre;
    for (const uint16_t flag : {kChecksumPresent, kKeyPresent, kSequencePresent})
    {
        size += (flags & flag) != 0 ? kOptionalFieldSize : 0;
    }
    return size;
}

/// @return the checksum of all bytes from here to the end of the packet
uint16_t
PacketChecksum(Buffer::Iterator from)
{
    InternetChecksum sum;
    std::array<uint8_t, 256> piece;
    while (!from.IsEnd())
    {
        const auto size = std::min<uint32_t>(from.GetRemainingSize(), piece.size());
        from.Read(piece.data(), size);
        sum.Add({piece.data(), size});
    }
    return sum.Value();
}

} // namespace

void
GreHeader::SetProtocol(uint16_t protocol)
{
    m_protocol = protocol;
}

uint16_t
GreHeader::GetProtocol() const
{
    return m_protocol;
}

void
GreHeader::SetKey(std::optional<uint32_t> key)
{
    m_key = key;
}

std::optional<uint32_t>
GreHeader::GetKey() const
{
    return m_key;
}

void
GreHeader::SetSequence(std::optional<uint32_t> sequence)
{
    m_sequence = sequence;
}

std::optional<uint32_t>
GreHeader::GetSequence() const
{
    return m_sequence;
}

void
GreHeader::EnableChecksum()
{
    m_hasChecksum = true;
}

bool
GreHeader::HasChecksum() const
{
    return m_hasChecksum;
}

bool
GreHeader::IsChecksumOk() const
{
    return m_checksumOk;
}

uint16_t
GreHeader::GetFlags() const
{
    return static_cast<uint16_t>((m_hasChecksum ? kChecksumPresent : 0) |
                                 (m_key ? kKeyPresent : 0) | (m_sequence ? kSequencePresent : 0));
}

TypeId
GreHeader::GetTypeId()
{
    static TypeId tid = TypeId("ns3::vnlab::GreHeader")
                            .SetParent<Header>()
                            .SetGroupName("Vnlab")
                            .AddConstructor<GreHeader>();
    return tid;
}

TypeId
GreHeader::GetInstanceTypeId() const
{
    return GetTypeId();
}

void
GreHeader::Print(std::ostream& os) const
{
    os << "protocol=0x" << std::hex << m_protocol << std::dec << " checksum=" << m_hasChecksum;
    if (m_key)
    {
        os << " key=" << *m_key;
    }
    if (m_sequence)
    {
        os << " sequence=" << *m_sequence;
    }
}

uint32_t
GreHeader::GetSerializedSize() const
{
    return SizeWith(GetFlags());
}

void
GreHeader::Serialize(Buffer::Iterator start) const
{
    Buffer::Iterator at = start;
    at.WriteHtonU16(GetFlags());
    at.WriteHtonU16(m_protocol);
    if (m_hasChecksum)
    {
        at.WriteU32(0); // the checksum, for now, and Reserved1
    }
    if (m_key)
    {
        at.WriteHtonU32(*m_key);
    }
    if (m_sequence)
    {
        at.WriteHtonU32(*m_sequence);
    }
    if (m_hasChecksum)
    {
        const uint16_t checksum = PacketChecksum(start);
        start.Next(headersize::kGre);
        start.WriteHtonU16(checksum);
    }
}

uint32_t
GreHeader::Deserialize(Buffer::Iterator start)
{
    const uint32_t available = start.GetRemainingSize();
    if (available < headersize::kGre)
    {
        return 0;
    }
    Buffer::Iterator at = start;
    const uint16_t flags = at.ReadNtohU16();
    const uint32_t size = SizeWith(flags);
    if ((flags & kNotThisGre) != 0 || available < size)
    {
        return 0;
    }
    m_protocol = at.ReadNtohU16();
    m_hasChecksum = (flags & kChecksumPresent) != 0;
    m_checksumOk = !m_hasChecksum || PacketChecksum(start) == 0;
    if (m_hasChecksum)
    {
        at.Next(kOptionalFieldSize);
    }
    m_key.reset();
    if ((flags & kKeyPresent) != 0)
    {
        m_key = at.ReadNtohU32();
    }
    m_sequence.reset();
    if ((flags & kSequencePresent) != 0)
    {
        m_sequence = at.ReadNtohU32();
    }
    return size;
}

} // namespace ns3::vnlab
