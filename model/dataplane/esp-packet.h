// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ESP_PACKET_H
#define VNLAB_ESP_PACKET_H

#include "model/identity/esp-key.h"
#include "model/wire/esp-trailer.h"
#include "model/wire/tunnel-overhead.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace ns3::vnlab
{

/// What a packet of ESP says in clear, and of what protocol the payload is that it seals.
struct EspFields
{
    uint32_t spi{0};
    uint32_t sequence{0};
    uint64_t iv{0};        ///< never twice with one key
    uint8_t nextHeader{0}; ///< IPv4 protocol number; ipproto::kIpip in tunnel mode
};

/// Bytes of ESP in front of what is sealed: header and IV.
constexpr size_t kEspClear = headersize::kEsp + overhead::kEspGcmIv;

/// @return bytes of ESP with a payload, from its header to the integrity check value
constexpr size_t
EspSize(size_t payloadSize)
{
    return overhead::EspTransport(payloadSize) + payloadSize;
}

/**
 * @brief Makes a payload a packet of ESP, in place: really encrypted, with AES-128-GCM and an integrity check
 *        value of 16 bytes.
 * @param esp EspSize() bytes, with the payload behind the first kEspClear
 * @param payloadSize bytes: of an IPv4 packet in tunnel mode, of what is behind its header in transport mode
 * @throws std::logic_error where there are not as many bytes
 * @see RFC 4303 §2, RFC 4106 §3 to §5
 */
void SealEsp(std::span<uint8_t> esp,
             size_t payloadSize,
             const EspFields& fields,
             const EspKey& key);

/// @return the SPI of a packet of ESP; nothing where it is shorter than the least one
std::optional<uint32_t> SpiOf(std::span<const uint8_t> esp);

/// A packet of ESP that was opened.
struct OpenedEsp
{
    EspFields fields;
    std::span<uint8_t> payload; ///< where it was in the packet, decrypted
};

/**
 * @brief Opens a packet of ESP, in place.
 * @param esp from its header to the integrity check value
 * @return nothing, with the bytes of no use, where it is too short, was not sealed with this key, was changed
 *         since, or ends in no trailer
 */
std::optional<OpenedEsp> OpenEsp(std::span<uint8_t> esp, const EspKey& key);

} // namespace ns3::vnlab

#endif // VNLAB_ESP_PACKET_H
