// SPDX-License-Identifier: GPL-2.0-only
#include "model/ike/ike-sealed.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab::ike
{

namespace
{

constexpr size_t kIvBytes = 8;
constexpr size_t kClearBytes = kHeaderBytes + kPayloadHeaderBytes; ///< authenticated as they are

aesgcm::Nonce
NonceOf(const EspKey& key, std::span<const uint8_t> iv)
{
    aesgcm::Nonce nonce;
    std::ranges::copy(iv, std::ranges::copy(key.salt, nonce.begin()).out);
    return nonce;
}

} // namespace

Bytes
MakeMessage(Header header, const PayloadChain& payloads)
{
    header.nextPayload = payloads.First();
    header.length = static_cast<uint32_t>(kHeaderBytes + payloads.Written().size());
    ByteWriter writer;
    Write(writer, header);
    return writer.Append(payloads.Written()).Written();
}

Bytes
SealMessage(Header header, const PayloadChain& payloads, const EspKey& key, uint64_t iv)
{
    const size_t textBytes = payloads.Written().size() + 1; // its end says how much is padding
    const size_t bodyBytes = kIvBytes + textBytes + aesgcm::kTag;
    header.nextPayload = payload::kEncrypted;
    header.length = static_cast<uint32_t>(kClearBytes + bodyBytes);
    ByteWriter writer;
    Write(writer, header);
    writer.U8(payloads.First()).U8(0);
    writer.U16(static_cast<uint16_t>(kPayloadHeaderBytes + bodyBytes));
    writer.Number(iv, kIvBytes).Append(payloads.Written()).U8(0);
    Bytes message = writer.Written();
    message.resize(header.length);
    const std::span whole(message);
    AesGcmSeal(whole.subspan(kClearBytes + kIvBytes),
               key.key,
               NonceOf(key, whole.subspan(kClearBytes, kIvBytes)),
               whole.first(kClearBytes));
    return message;
}

OpenedMessage::OpenedMessage(uint8_t first, Bytes bytes)
    : m_bytes(std::move(bytes)),
      m_payloads(ReadPayloads(first, m_bytes))
{
}

std::optional<OpenedMessage>
OpenMessage(std::span<const uint8_t> message, const EspKey& key)
{
    const std::optional<Header> header = ReadHeader(message);
    if (!header || header->nextPayload != payload::kEncrypted || header->length != message.size())
    {
        return std::nullopt;
    }
    const auto outside = ReadPayloads(header->nextPayload, message.subspan(kHeaderBytes));
    if (!outside || outside->front().body.size() < kIvBytes + 1 + aesgcm::kTag)
    {
        return std::nullopt;
    }
    const std::span<const uint8_t> body = outside->front().body;
    Bytes text(body.begin() + kIvBytes, body.end());
    if (!AesGcmOpen(text, key.key, NonceOf(key, body.first(kIvBytes)), message.first(kClearBytes)))
    {
        return std::nullopt;
    }
    text.resize(text.size() - aesgcm::kTag);
    const size_t padding = text.back() + size_t{1};
    if (padding > text.size())
    {
        return std::nullopt;
    }
    text.resize(text.size() - padding);
    return OpenedMessage(outside->front().next, std::move(text));
}

} // namespace ns3::vnlab::ike
