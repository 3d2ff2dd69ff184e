// SPDX-License-Identifier: GPL-2.0-only
#include "model/wire/tcp-fields.h"

#include "model/wire/big-endian.h"
#include "model/wire/protocol-numbers.h"

#include <algorithm>
#include <array>

namespace ns3::vnlab
{
namespace
{

constexpr size_t kLongestSegment = kLongestIpv4 - headersize::kIpv4;
constexpr uint8_t kWordsOfHeader = headersize::kTcp / 4;

} // namespace

size_t
WriteTcp(std::span<uint8_t> out,
         const OuterIpv4& outer,
         const TcpFields& fields,
         const InternetChecksum& payload)
{
    if (out.size() < headersize::kTcp || outer.l4Length < headersize::kTcp ||
        outer.l4Length > kLongestSegment)
    {
        return 0;
    }
    std::array<uint8_t, headersize::kTcp> header{};
    WriteBig16(&header[0], fields.sourcePort);
    WriteBig16(&header[2], fields.destinationPort);
    WriteBig32(&header[4], fields.sequence);
    WriteBig32(&header[8], fields.acknowledgement);
    header[12] = kWordsOfHeader << 4;
    header[13] = fields.flags;
    WriteBig16(&header[14], fields.window);

    InternetChecksum sum;
    sum.AddDoubleWord(outer.source).AddDoubleWord(outer.destination);
    sum.AddWord(ipproto::kTcp).AddWord(static_cast<uint16_t>(outer.l4Length));
    WriteBig16(&header[16], sum.Add(header).Append(payload).Value());
    std::copy(header.begin(), header.end(), out.begin());
    return headersize::kTcp;
}

std::optional<TcpFields>
ParseTcp(std::span<const uint8_t> header, size_t& size)
{
    size = header.size() < headersize::kTcp ? 0 : (header[12] >> 4) * size_t{4};
    if (size < headersize::kTcp || size > header.size())
    {
        return std::nullopt;
    }
    return TcpFields{.sourcePort = ReadBig16(&header[0]),
                     .destinationPort = ReadBig16(&header[2]),
                     .sequence = ReadBig32(&header[4]),
                     .acknowledgement = ReadBig32(&header[8]),
                     .flags = header[13],
                     .window = ReadBig16(&header[14])};
}

} // namespace ns3::vnlab
