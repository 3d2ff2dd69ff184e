// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PROBE_PAYLOAD_H
#define VNLAB_PROBE_PAYLOAD_H

#include "model/wire/packet-bytes.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <optional>

namespace ns3::vnlab
{

/// What the UDP payload of a measured packet starts with; native byte order, as it never leaves the
/// simulation.
struct ProbePayload
{
    static constexpr uint32_t kMagic = 0x766e6c62; // "vnlb"

    uint32_t magic{kMagic};
    uint32_t flow{0};
    uint32_t sequence{0};
    uint32_t zero{0};
    int64_t sent_ns{0};
    uint64_t reserved{0};
};

/// @param bytes of the payload in all, at least sizeof(ProbePayload); the rest is zero
inline Ptr<Packet>
MakeProbe(const ProbePayload& probe, uint32_t bytes)
{
    std::array<uint8_t, sizeof(ProbePayload)> head;
    std::memcpy(head.data(), &probe, sizeof(probe));
    // Not AddPaddingAtEnd: what it adds is memory that other packets have used.
    const auto rest = bytes - std::min(bytes, static_cast<uint32_t>(head.size()));
    const Ptr<Packet> packet = Create<Packet>(rest);
    PrependBytes(packet, head);
    return packet;
}

/// @return the head of a payload, or nothing where it is not a measured packet's
inline std::optional<ProbePayload>
ReadProbe(const Ptr<const Packet>& payload)
{
    std::array<uint8_t, sizeof(ProbePayload)> head;
    ProbePayload probe;
    if (payload->CopyData(head.data(), head.size()) < head.size())
    {
        return std::nullopt;
    }
    std::memcpy(&probe, head.data(), sizeof(probe));
    return probe.magic == ProbePayload::kMagic ? std::optional(probe) : std::nullopt;
}

} // namespace ns3::vnlab

#endif // VNLAB_PROBE_PAYLOAD_H
