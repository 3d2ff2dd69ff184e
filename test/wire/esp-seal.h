// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_ESP_SEAL_H
#define VNLAB_TEST_ESP_SEAL_H

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/// Keys of a security association with AES-GCM (RFC 4106 §8.1).
struct EspKeys
{
    std::array<uint8_t, 16> key{};
    std::array<uint8_t, 4> salt{};
};

/// @return tshark's preferences with which it decrypts that SPI from 192.0.2.1 to 192.0.2.2
std::vector<std::string> EspPreferences(uint32_t spi, const EspKeys& keys);

/// @return an Ethernet frame with the IPv4 packet of another in ESP, tunnel mode, encrypted with
///         AES-128-GCM and an ICV of 16 bytes (RFC 4303, RFC 4106), from 192.0.2.1 to 192.0.2.2
Ptr<Packet> InSealedEsp(Ptr<const Packet> frame,
                        uint32_t spi,
                        uint32_t sequence,
                        const EspKeys& keys);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_ESP_SEAL_H
