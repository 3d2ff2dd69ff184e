// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/esp-packet.h"

#include "model/wire/big-endian.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

/// @param esp that has an IV
aesgcm::Nonce
NonceOf(const EspKey& key, std::span<const uint8_t> esp)
{
    aesgcm::Nonce nonce;
    const auto iv = std::ranges::copy(key.salt, nonce.begin()).out;
    std::ranges::copy(esp.subspan(headersize::kEsp, overhead::kEspGcmIv), iv);
    return nonce;
}

void
WriteTrailer(std::span<uint8_t> trailer, uint8_t nextHeader)
{
    const auto padding = static_cast<uint8_t>(trailer.size() - headersize::kEspTrailer);
    for (uint8_t pad = 0; pad < padding; ++pad)
    {
        trailer[pad] = static_cast<uint8_t>(pad + 1);
    }
    trailer[padding] = padding;
    trailer[padding + 1] = nextHeader;
}

/// @return bytes of the trailer that a plain text ends in; nothing: none
std::optional<size_t>
TrailerSize(std::span<const uint8_t> plain)
{
    if (plain.size() < headersize::kEspTrailer)
    {
        return std::nullopt;
    }
    const size_t padding = plain[plain.size() - headersize::kEspTrailer];
    if (plain.size() < headersize::kEspTrailer + padding)
    {
        return std::nullopt;
    }
    const auto pads = plain.last(headersize::kEspTrailer + padding).first(padding);
    for (size_t i = 0; i < padding; ++i)
    {
        if (pads[i] != i + 1)
        {
            return std::nullopt;
        }
    }
    return headersize::kEspTrailer + padding;
}

} // namespace

void
SealEsp(std::span<uint8_t> esp, size_t payloadSize, const EspFields& fields, const EspKey& key)
{
    if (esp.size() != EspSize(payloadSize))
    {
        throw std::logic_error("ESP of another size than its payload needs");
    }
    WriteBig32(esp.data(), fields.spi);
    WriteBig32(&esp[4], fields.sequence);
    WriteBig32(&esp[headersize::kEsp], static_cast<uint32_t>(fields.iv >> 32));
    WriteBig32(&esp[headersize::kEsp + 4], static_cast<uint32_t>(fields.iv));
    const std::span<uint8_t> sealed = esp.subspan(kEspClear);
    WriteTrailer(
        sealed.subspan(payloadSize).first(EspPadding(payloadSize) + headersize::kEspTrailer),
        fields.nextHeader);
    AesGcmSeal(sealed, key.key, NonceOf(key, esp), esp.first(headersize::kEsp));
}

std::optional<uint32_t>
SpiOf(std::span<const uint8_t> esp)
{
    return esp.size() < EspSize(0) ? std::nullopt : std::optional(ReadBig32(esp.data()));
}

std::optional<OpenedEsp>
OpenEsp(std::span<uint8_t> esp, const EspKey& key)
{
    const std::optional<uint32_t> spi = SpiOf(esp);
    if (!spi ||
        !AesGcmOpen(
            esp.subspan(kEspClear), key.key, NonceOf(key, esp), esp.first(headersize::kEsp)))
    {
        return std::nullopt;
    }
    const std::span<uint8_t> plain =
        esp.subspan(kEspClear, esp.size() - kEspClear - overhead::kEspGcmIcv);
    const std::optional<size_t> trailer = TrailerSize(plain);
    if (!trailer)
    {
        return std::nullopt;
    }
    const uint8_t* iv = &esp[headersize::kEsp];
    return OpenedEsp{{.spi = *spi,
                      .sequence = ReadBig32(&esp[4]),
                      .iv = uint64_t{ReadBig32(iv)} << 32 | ReadBig32(iv + 4),
                      .nextHeader = plain.back()},
                     plain.first(plain.size() - *trailer)};
}

} // namespace ns3::vnlab
