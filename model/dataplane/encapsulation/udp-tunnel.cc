// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/encapsulation/udp-tunnel.h"

#include "model/dataplane/encapsulation/tunnel-outer.h"
#include "model/ip/packet-fields.h"
#include "model/wire/big-endian.h"
#include "model/wire/outer-ipv4-udp.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/abort.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr size_t kMostWritten = 16; // bytes of a tunnel's own header

} // namespace

uint16_t
EntropyPort(uint32_t flowHash)
{
    constexpr uint64_t low = 32768;
    constexpr uint64_t high = 60999;
    return static_cast<uint16_t>((flowHash * (high - low) >> 32) + low);
}

UdpTunnel::UdpTunnel(std::string_view name, uint16_t port, size_t headerSize, bool hasChecksum)
    : m_name(name),
      m_port(port),
      m_headerSize(headerSize),
      m_hasChecksum(hasChecksum)
{
}

std::string_view
UdpTunnel::Name() const
{
    return m_name;
}

bool
UdpTunnel::Matches(const FrameFields& outer) const
{
    return outer.protocol == ipproto::kUdp && outer.destinationPort == m_port;
}

FabricFrame
UdpTunnel::Encapsulate(Ptr<Packet> inner,
                       const FrameFields& fields,
                       const TunnelEnds& ends,
                       const TunnelLabel& label,
                       uint16_t identification) const
{
    const uint16_t sourcePort = EntropyPort(FlowHash(fields));
    const OuterIpv4 outer = MakeTunnelOuter(
        ends, fields, ipproto::kUdp, identification, kUdpSize + m_headerSize + inner->GetSize());
    std::array<uint8_t, kEthernetIpv4Size + kUdpSize + kMostWritten> bytes{};
    const std::span headers = std::span(bytes).first(kEthernetIpv4Size + kUdpSize + m_headerSize);
    const std::span udp = headers.subspan(kEthernetIpv4Size);
    const std::span header = udp.subspan(kUdpSize);
    WriteHeader(header, label);
    InternetChecksum payload;
    if (m_hasChecksum)
    {
        payload.Add(header).Append(SumOf(inner));
    }
    const size_t written =
        WriteEthernetIpv4(headers, outer) + WriteUdp(udp, outer, sourcePort, m_port, payload);
    NS_ABORT_MSG_IF(written != kEthernetIpv4Size + kUdpSize, "frame too long for " << m_name);
    if (!m_hasChecksum)
    {
        WriteBig16(&udp[6], 0);
    }
    PrependBytes(inner, headers);

    FrameFields outerFields = FieldsOfOuter(outer);
    outerFields.sourcePort = sourcePort;
    outerFields.destinationPort = m_port;
    return MakeFabricFrame(std::move(inner), outerFields);
}

std::optional<TunnelLabel>
UdpTunnel::Decapsulate(const Ptr<Packet>& frame, const FrameFields& outer) const
{
    std::array<uint8_t, kParsedBytes + kUdpSize + kMostHeader> bytes;
    const std::span head(bytes.data(), CopyHead(frame, bytes));
    const size_t start = outer.l4Offset + kUdpSize;
    if (head.size() < start + kLeastHeader)
    {
        return std::nullopt;
    }
    const std::optional<HeaderFields> read = ReadHeader(head.subspan(start));
    if (!read || frame->GetSize() < start + read->size)
    {
        return std::nullopt;
    }
    frame->RemoveAtStart(static_cast<uint32_t>(start + read->size));
    return read->label;
}

} // namespace ns3::vnlab
