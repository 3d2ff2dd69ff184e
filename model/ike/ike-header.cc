// SPDX-License-Identifier: GPL-2.0-only
#include "model/ike/ike-header.h"

namespace ns3::vnlab::ike
{

void
Write(ByteWriter& to, const Header& header)
{
    to.Number(header.initiatorSpi, 8).Number(header.responderSpi, 8);
    to.U8(header.nextPayload).U8(header.version).U8(header.exchange).U8(header.flags);
    to.U32(header.messageId).U32(header.length);
}

std::optional<Header>
ReadHeader(std::span<const uint8_t> message)
{
    ByteReader reader(message);
    Header header;
    header.initiatorSpi = reader.Number(8);
    header.responderSpi = reader.Number(8);
    header.nextPayload = reader.U8();
    header.version = reader.U8();
    header.exchange = reader.U8();
    header.flags = reader.U8();
    header.messageId = reader.U32();
    header.length = reader.U32();
    const bool isWhole =
        reader.Ok() && header.length >= kHeaderBytes && header.length <= message.size();
    return isWhole ? std::optional(header) : std::nullopt;
}

} // namespace ns3::vnlab::ike
