// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ESP_FRAME_H
#define VNLAB_ESP_FRAME_H

#include "model/dataplane/esp-packet.h"
#include "model/wire/frame-fields.h"
#include "model/wire/header-sizes.h"
#include "model/wire/outer-ipv4-udp.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace ns3::vnlab
{

// Frames as ESP has them: a header in front, sealed bytes behind. A packet that is sealed or opened gets other
// bytes and stays the same packet for who follows it.

/// Room for the bytes of any frame with an IPv4 packet.
using WholeFrame = std::array<uint8_t, headersize::kEthernet + kLongestIpv4>;

/// Gives a packet other bytes; for who follows it, it stays the same.
void SetBytes(const Ptr<Packet>& packet, std::span<const uint8_t> bytes);

/**
 * @brief Seals a frame's IPv4 packet, all of it, behind an outer header (RFC 4303 §3.1.2).
 * @param frame untagged, not cut short; what is behind the packet is cut off
 * @param outer protocol and length are set here
 * @param esp its next header is set here
 * @return bytes that AES-GCM worked on; nothing, with no byte changed, where it would be longer than IPv4 allows
 */
std::optional<size_t> SealInTunnel(const Ptr<Packet>& frame,
                                   const FrameFields& fields,
                                   OuterIpv4 outer,
                                   EspFields esp,
                                   const EspKey& key);

/// Seals what is behind the frame's IPv4 header, which stays in front (RFC 4303 §3.1.1). @see SealInTunnel
std::optional<size_t> SealInTransport(const Ptr<Packet>& frame,
                                      const FrameFields& fields,
                                      EspFields esp,
                                      const EspKey& key);

/// @return bytes that AES-GCM works on to open a packet. @param esp from its header to the integrity check value
size_t SealedSize(std::span<const uint8_t> esp);

/**
 * @brief Puts the headers of a frame that was opened in front of what was sealed behind them.
 * @param whole the frame, with what OpenEsp() has made of it
 * @param fields of the frame as it was sealed
 * @return the frame as it was before, within the same bytes
 */
std::span<uint8_t> BehindOwnHeader(std::span<uint8_t> whole,
                                   const OpenedEsp& opened,
                                   const FrameFields& fields);

} // namespace ns3::vnlab

#endif // VNLAB_ESP_FRAME_H
