// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/eavesdropper.h"

#include "model/wire/big-endian.h"
#include "model/wire/header-sizes.h"
#include "model/wire/packet-bytes.h"
#include "model/wire/protocol-numbers.h"

#include <algorithm>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kHeadBytes = 512; ///< a tunnel with all of GENEVE's options, and what is in it

constexpr uint16_t kEspInUdp = 4500; ///< RFC 3948 §2
constexpr size_t kIpv4OptionsUnit = 4;
constexpr uint16_t kVlanMask = 0x0fff; ///< 0: the tag states a priority only
constexpr uint16_t kMoreFragments = 0x2000;
constexpr uint16_t kFragmentOffset = 0x1fff;

/// TLS records (RFC 8446 §5.1): content types, and the most that a record's length can be.
constexpr size_t kTlsHeader = 5;
constexpr uint8_t kTlsFirstType = 20; ///< change_cipher_spec
constexpr uint8_t kTlsApplicationData = 23;
constexpr uint16_t kTlsMostLength = (1 << 14) + 256;

/// @return whether a segment begins with a record of TLS 1.0 to 1.3
bool
IsTlsRecord(std::span<const uint8_t> head)
{
    return head.size() >= kTlsHeader && head[0] >= kTlsFirstType &&
           head[0] <= kTlsApplicationData && head[1] == 3 && head[2] <= 4 &&
           ReadBig16(&head[3]) <= kTlsMostLength;
}

} // namespace

Eavesdropper::Bytes
Eavesdropper::Bytes::From(size_t offset) const
{
    return {head.subspan(std::min(offset, head.size())), size - std::min(offset, size)};
}

Eavesdropper::Bytes
Eavesdropper::Bytes::First(size_t count) const
{
    return {head.first(std::min(count, head.size())), std::min(count, size)};
}

Overheard
Eavesdropper::Read(const Ptr<const Packet>& frame)
{
    std::array<uint8_t, kHeadBytes> head;
    return Read(std::span(head.data(), CopyHead(frame, head)), frame->GetSize());
}

Overheard
Eavesdropper::Read(std::span<const uint8_t> head, size_t size)
{
    m_heard = {};
    ReadEthernet({head, size});
    return m_heard;
}

void
Eavesdropper::ReadEthernet(const Bytes& frame)
{
    size_t header = headersize::kEthernet;
    while (frame.head.size() >= header + headersize::kDot1q &&
           ReadBig16(&frame.head[header - 2]) == ethertype::kDot1q)
    {
        const uint16_t vlan = ReadBig16(&frame.head[header]) & kVlanMask;
        const bool isGuests = m_heard.layers > 0 || m_heard.tunnelId; // inside a tunnel
        if (vlan != 0 && !isGuests)
        {
            m_heard.tunnelId = vlan;
        }
        header += headersize::kDot1q;
    }
    if (frame.head.size() >= header)
    {
        ReadNetwork(ReadBig16(&frame.head[header - 2]), frame.From(header));
    }
}

void
Eavesdropper::ReadNetwork(uint16_t etherType, const Bytes& packet)
{
    if (m_heard.layers == Overheard::kMostLayers)
    {
        return;
    }
    switch (etherType)
    {
    case ethertype::kIpv4:
        ReadIpv4(packet);
        break;
    case ethertype::kArp:
        ReadArp(packet);
        break;
    case ethertype::kTransparentEthernet:
        ReadEthernet(packet);
        break;
    default:
        break;
    }
}

void
Eavesdropper::ReadArp(const Bytes& packet)
{
    if (packet.head.size() >= headersize::kArp)
    {
        m_heard.ends[m_heard.layers++] = {ReadBig32(&packet.head[14]), ReadBig32(&packet.head[24])};
        m_heard.isArp = true;
    }
}

void
Eavesdropper::ReadIpv4(const Bytes& packet)
{
    const std::span<const uint8_t> head = packet.head;
    if (head.size() < headersize::kIpv4 || head[0] >> 4 != 4)
    {
        return;
    }
    const size_t header = (head[0] & 0x0f) * kIpv4OptionsUnit;
    const size_t total = ReadBig16(&head[2]);
    if (header < headersize::kIpv4 || total < header)
    {
        return;
    }
    const Datagram datagram{.ends = {ReadBig32(&head[12]), ReadBig32(&head[16])},
                            .identification = ReadBig16(&head[4]),
                            .protocol = head[9]};
    const uint16_t fragment = ReadBig16(&head[6]);
    Begun& begun = m_begun[m_heard.layers];
    m_heard.ends[m_heard.layers++] = datagram.ends;
    const Bytes body = packet.First(total).From(header);
    if ((fragment & kFragmentOffset) != 0)
    {
        ReadFragment(begun, datagram, body);
        return;
    }
    const Overheard before = m_heard;
    ReadTransport(datagram.protocol, body);
    if ((fragment & kMoreFragments) != 0)
    {
        begun = {.datagram = datagram,
                 .isReadable = m_heard.payload > before.payload,
                 .isSealed = m_heard.sealed > before.sealed};
    }
}

void
Eavesdropper::ReadFragment(const Begun& begun, const Datagram& datagram, const Bytes& body)
{
    if (begun.datagram == datagram)
    {
        m_heard.payload += begun.isReadable ? static_cast<uint32_t>(body.size) : 0;
        m_heard.sealed += begun.isSealed ? static_cast<uint32_t>(body.size) : 0;
    }
}

void
Eavesdropper::ReadTransport(uint8_t protocol, const Bytes& body)
{
    switch (protocol)
    {
    case ipproto::kUdp:
        ReadUdp(body);
        break;
    case ipproto::kTcp:
        ReadTcp(body);
        break;
    case ipproto::kGre:
        ReadGre(body);
        break;
    case ipproto::kIpip:
        ReadNetwork(ethertype::kIpv4, body);
        break;
    case ipproto::kEsp:
        Seal(body.From(headersize::kEsp));
        break;
    default: // no application's
        break;
    }
}

void
Eavesdropper::ReadUdp(const Bytes& datagram)
{
    if (datagram.head.size() < headersize::kUdp)
    {
        return;
    }
    const Bytes body = datagram.From(headersize::kUdp);
    switch (ReadBig16(&datagram.head[2]))
    {
    case udpport::kVxlan:
        ReadVxlan(body);
        break;
    case udpport::kGeneve:
        ReadGeneve(body);
        break;
    case kEspInUdp:
        if (body.head.size() >= headersize::kEsp && ReadBig32(body.head.data()) != 0) // else IKE
        {
            Seal(body.From(headersize::kEsp));
        }
        break;
    default:
        m_heard.payload += static_cast<uint32_t>(body.size);
        break;
    }
}

void
Eavesdropper::ReadTcp(const Bytes& segment)
{
    if (segment.head.size() < headersize::kTcp)
    {
        return;
    }
    const Bytes body = segment.From((segment.head[12] >> 4) * size_t{4});
    if (!IsTlsRecord(body.head))
    {
        m_heard.payload += static_cast<uint32_t>(body.size);
    }
    else if (body.head[0] == kTlsApplicationData)
    {
        Seal(body.From(kTlsHeader));
    }
}

/// RFC 7348 §5.
void
Eavesdropper::ReadVxlan(const Bytes& packet)
{
    constexpr uint8_t hasVni = 0x08;
    if (packet.head.size() >= headersize::kVxlan && (packet.head[0] & hasVni) != 0)
    {
        m_heard.tunnelId = ReadBig32(&packet.head[4]) >> 8;
        ReadEthernet(packet.From(headersize::kVxlan));
    }
}

/// RFC 8926 §3.4.
void
Eavesdropper::ReadGeneve(const Bytes& packet)
{
    if (packet.head.size() >= headersize::kGeneve && packet.head[0] >> 6 == 0)
    {
        m_heard.tunnelId = ReadBig32(&packet.head[4]) >> 8;
        const size_t options = (packet.head[0] & 0x3f) * size_t{4};
        ReadNetwork(ReadBig16(&packet.head[2]), packet.From(headersize::kGeneve + options));
    }
}

/// RFC 2784 §2, RFC 2890 §2; the key of an Ethernet frame is NVGRE's VSID and flow id (RFC 7637 §3.2).
void
Eavesdropper::ReadGre(const Bytes& packet)
{
    constexpr size_t field = 4; // bytes of each optional one
    if (packet.head.size() < headersize::kGre)
    {
        return;
    }
    const uint8_t flags = packet.head[0];
    const uint16_t protocol = ReadBig16(&packet.head[2]);
    size_t header = headersize::kGre + ((flags & 0x80) != 0 ? field : 0); // checksum
    if ((flags & 0x20) != 0)
    {
        if (packet.head.size() >= header + field && protocol == ethertype::kTransparentEthernet)
        {
            m_heard.tunnelId = ReadBig32(&packet.head[header]) >> 8;
        }
        header += field;
    }
    header += (flags & 0x10) != 0 ? field : 0; // sequence number
    ReadNetwork(protocol, packet.From(header));
}

void
Eavesdropper::Seal(const Bytes& body)
{
    m_heard.sealed += static_cast<uint32_t>(body.size);
}

} // namespace ns3::vnlab
