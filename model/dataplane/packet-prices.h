// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PACKET_PRICES_H
#define VNLAB_PACKET_PRICES_H

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace ns3::vnlab
{

/// What a host switch did, for the cost model: how often each operation was executed.
struct SwitchWork
{
    uint64_t forwarded{0};    ///< frames taken from a vNIC or from the uplink
    uint64_t encapsulated{0}; ///< outer headers put on, replicas included
    uint64_t decapsulated{0};
    uint64_t filtered{0};        ///< decisions of a firewall
    uint64_t tracked{0};         ///< those of them for which it looked a connection up
    uint64_t sealed{0};          ///< packets that were sealed or opened by ESP
    uint64_t sealedBytes{0};     ///< of them, those that AES-GCM worked on
    uint64_t flooded{0};         ///< replicas of broadcasts sent to other hosts
    uint64_t overheadBytes{0};   ///< sent on the uplink beside the guests' own bytes
    uint64_t redirected{0};      ///< packets from the fabric for vNICs that have left, sent on
    uint64_t redirectedBytes{0}; ///< of their frames, as sent on
};

/// A piece of work on a frame.
enum class PacketOperation : uint8_t
{
    kForward,
    kEncapsulate,
    kDecapsulate,
    kFilter,
    kTrack, ///< on top of kFilter
    kSeal,  ///< or open; on top of it comes what the bytes take
};

/// @return what counts an operation
constexpr uint64_t SwitchWork::*
CountOf(PacketOperation operation)
{
    constexpr std::array counts{&SwitchWork::forwarded,
                                &SwitchWork::encapsulated,
                                &SwitchWork::decapsulated,
                                &SwitchWork::filtered,
                                &SwitchWork::tracked,
                                &SwitchWork::sealed};
    return counts[static_cast<size_t>(operation)];
}

/// What operations of a host switch take on a core; nothing, at first.
struct PacketPrices
{
    std::array<int64_t, 6> prices_ps{};                          ///< by PacketOperation
    double sealedByte_ps{0};                                     ///< for each byte of kSeal
    int64_t mostWaiting_ps{std::numeric_limits<int64_t>::max()}; ///< before a core; more is dropped

    int64_t operator[](PacketOperation operation) const
    {
        return prices_ps[static_cast<size_t>(operation)];
    }
};

} // namespace ns3::vnlab

#endif // VNLAB_PACKET_PRICES_H
