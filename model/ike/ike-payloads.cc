// SPDX-License-Identifier: GPL-2.0-only
#include "model/ike/ike-payloads.h"

#include "model/wire/big-endian.h"

#include <algorithm>

namespace ns3::vnlab::ike
{

namespace
{

constexpr uint8_t kCritical = 0x80;
constexpr uint8_t kIpv4Range = 7; ///< TS_IPV4_ADDR_RANGE
constexpr uint16_t kSelectorBytes = 16;
constexpr uint8_t kChildSpiBytes = 4;

Bytes
CopyOf(std::span<const uint8_t> bytes)
{
    return {bytes.begin(), bytes.end()};
}

} // namespace

std::optional<std::vector<Payload>>
ReadPayloads(uint8_t first, std::span<const uint8_t> bytes)
{
    std::vector<Payload> payloads;
    ByteReader reader(bytes);
    uint8_t type = first;
    while (type != payload::kNone)
    {
        Payload one{.type = type};
        one.next = reader.U8();
        one.isCritical = (reader.U8() & kCritical) != 0;
        const size_t size = reader.U16();
        if (!reader.Ok() || size < kPayloadHeaderBytes)
        {
            return std::nullopt;
        }
        one.body = reader.Take(size - kPayloadHeaderBytes);
        type = type == payload::kEncrypted ? payload::kNone : one.next;
        payloads.push_back(one);
    }
    return reader.Finished() ? std::optional(std::move(payloads)) : std::nullopt;
}

const Payload*
Find(const std::vector<Payload>& payloads, uint8_t type)
{
    const auto found = std::ranges::find(payloads, type, &Payload::type);
    return found == payloads.end() ? nullptr : &*found;
}

PayloadChain&
PayloadChain::Add(uint8_t type, std::span<const uint8_t> body)
{
    if (m_bytes.empty())
    {
        m_first = type;
    }
    else
    {
        m_bytes[m_lastAt] = type;
    }
    m_lastAt = m_bytes.size();
    ByteWriter writer;
    writer.U8(payload::kNone).U8(0).U16(static_cast<uint16_t>(kPayloadHeaderBytes + body.size()));
    m_bytes.insert(m_bytes.end(), writer.Written().begin(), writer.Written().end());
    m_bytes.insert(m_bytes.end(), body.begin(), body.end());
    return *this;
}

Bytes
BodyOf(const KeyExchange& keyExchange)
{
    ByteWriter writer;
    return writer.U16(keyExchange.group).U16(0).Append(keyExchange.value).Written();
}

std::optional<KeyExchange>
ReadKeyExchange(std::span<const uint8_t> body)
{
    ByteReader reader(body);
    KeyExchange read;
    read.group = reader.U16();
    reader.U16(); // reserved
    read.value = CopyOf(reader.Rest());
    return reader.Ok() ? std::optional(std::move(read)) : std::nullopt;
}

Bytes
BodyOf(const Identity& identity)
{
    ByteWriter writer;
    return writer.U8(identity.type).Number(0, 3).Append(identity.data).Written();
}

std::optional<Identity>
ReadIdentity(std::span<const uint8_t> body)
{
    ByteReader reader(body);
    Identity read;
    read.type = reader.U8();
    reader.Number(3); // reserved
    read.data = CopyOf(reader.Rest());
    return reader.Ok() ? std::optional(std::move(read)) : std::nullopt;
}

Bytes
BodyOf(const Authentication& authentication)
{
    ByteWriter writer;
    return writer.U8(authentication.method).Number(0, 3).Append(authentication.data).Written();
}

std::optional<Authentication>
ReadAuthentication(std::span<const uint8_t> body)
{
    ByteReader reader(body);
    Authentication read;
    read.method = reader.U8();
    reader.Number(3); // reserved
    read.data = CopyOf(reader.Rest());
    return reader.Ok() ? std::optional(std::move(read)) : std::nullopt;
}

Bytes
BodyOf(const Notify& notify)
{
    ByteWriter writer;
    writer.U8(notify.protocol).U8(static_cast<uint8_t>(notify.spi.size())).U16(notify.type);
    return writer.Append(notify.spi).Append(notify.data).Written();
}

std::optional<Notify>
ReadNotify(std::span<const uint8_t> body)
{
    ByteReader reader(body);
    Notify read;
    read.protocol = reader.U8();
    const size_t spiBytes = reader.U8();
    read.type = reader.U16();
    read.spi = CopyOf(reader.Take(spiBytes));
    read.data = CopyOf(reader.Rest());
    return reader.Ok() ? std::optional(std::move(read)) : std::nullopt;
}

Bytes
BodyOf(const Delete& deleted)
{
    ByteWriter writer;
    writer.U8(deleted.protocol).U8(kChildSpiBytes).U16(static_cast<uint16_t>(deleted.spis.size()));
    for (const uint32_t spi : deleted.spis)
    {
        writer.U32(spi);
    }
    return writer.Written();
}

std::optional<Delete>
ReadDelete(std::span<const uint8_t> body)
{
    ByteReader reader(body);
    Delete read;
    read.protocol = reader.U8();
    const bool isOfChildren = reader.U8() == kChildSpiBytes;
    const size_t count = reader.U16();
    if (!reader.Ok() || !isOfChildren || reader.Left() != count * kChildSpiBytes)
    {
        return std::nullopt;
    }
    for (size_t i = 0; i < count; ++i)
    {
        read.spis.push_back(reader.U32());
    }
    return read;
}

Bytes
BodyOf(const std::vector<Selector>& selectors)
{
    ByteWriter writer;
    writer.U8(static_cast<uint8_t>(selectors.size())).Number(0, 3);
    for (const Selector& selector : selectors)
    {
        writer.U8(kIpv4Range).U8(selector.protocol).U16(kSelectorBytes);
        writer.U16(selector.firstPort).U16(selector.lastPort);
        writer.U32(selector.firstAddress).U32(selector.lastAddress);
    }
    return writer.Written();
}

std::optional<std::vector<Selector>>
ReadSelectors(std::span<const uint8_t> body)
{
    ByteReader reader(body);
    const size_t count = reader.U8();
    reader.Number(3); // reserved
    std::vector<Selector> selectors;
    for (size_t i = 0; i < count; ++i)
    {
        const uint8_t type = reader.U8();
        Selector selector{.protocol = reader.U8()};
        const uint16_t size = reader.U16();
        selector.firstPort = reader.U16();
        selector.lastPort = reader.U16();
        selector.firstAddress = reader.U32();
        selector.lastAddress = reader.U32();
        if (!reader.Ok() || type != kIpv4Range || size != kSelectorBytes)
        {
            return std::nullopt;
        }
        selectors.push_back(selector);
    }
    return reader.Finished() ? std::optional(std::move(selectors)) : std::nullopt;
}

} // namespace ns3::vnlab::ike
