// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GATEWAY_H
#define VNLAB_GATEWAY_H

#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/entry-table.h"
#include "model/dataplane/pair-meter.h"
#include "model/ip/ipv4-reassembler.h"
#include "model/population.h"
#include "model/rule/tables.h"
#include "model/substrate/server.h"

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>

namespace ns3::vnlab
{

/// What a gateway can do, and whom it tells of.
struct GatewayLimits
{
    Time perPacket{};           ///< of a core
    uint64_t queue{UINT64_MAX}; ///< packets in it, those that are worked on included
    uint64_t threshold{0};      ///< bits per second of a pair
    Time interval{Seconds(1)};  ///< over which they are counted
};

/// What a gateway did.
struct GatewayWork
{
    uint64_t packets{0};       ///< taken, whatever became of them
    uint64_t dropped{0};       ///< not taken: the queue was full
    uint64_t overheadBytes{0}; ///< sent beside the guests' own bytes
};

/**
 * @brief A server that forwards between VTEPs: takes a frame out of one tunnel and puts it into the
 * tunnel to where its destination is.
 *
 * Tables: kFdb, and kArp, from which it answers the ARP questions that hosts send it. Frames wait for
 * the server's cores in one queue; beyond its length they are dropped as `queue-overflow`. What comes
 * from a tunnel in fragments is put together, and cut again where it has to be. What has no entry is
 * dropped, and so are frames to groups: it floods nothing.
 *
 * Probes wait as long as a packet would, but take neither time nor room, and are not counted.
 */
class Gateway
{
  public:
    /// Told of a pair that sends more than the threshold, by one of its frames.
    using Busy = std::function<void(const MacPair& pair)>;

    /// @param server that it runs on; it, the tunnels' format and the log outlive the gateway
    /// @param mtu of the underlay, IP bytes
    Gateway(Server& server, const Encapsulation& format, uint32_t mtu, DropLog& drops);
    Gateway(const Gateway&) = delete;
    Gateway& operator=(const Gateway&) = delete;

    Server& At() const;

    void SetLimits(const GatewayLimits& limits);

    /// Only pairs whose sender is where the frame came from count.
    void OnBusy(Busy listener);

    /// Writes an entry. @return false where it has no such table or the sizes are wrong
    bool Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value);

    /// Removes an entry. @return false where there is none
    bool Erase(TableId table, std::span<const uint8_t> key);
    void Clear();

    const GatewayWork& Work(Population population) const;

    /// @return time that its cores worked for a population's packets
    Time CpuTime(Population population) const;

  private:
    void Take(FabricFrame frame, FrameFields fields);
    void Forward(const Ptr<Packet>& frame, const FrameFields& outer);
    bool Answer(Vni vni, const FrameFields& question, uint32_t vtep, Population population);
    void Measure(Vni vni, const FrameFields& inner, uint32_t vtep, uint32_t bytes);
    void ToTunnel(Vni vni, uint32_t vtep, Ptr<Packet> frame, const FrameFields& fields);
    GatewayWork& WorkFor(Population population);

    Server& m_server;
    const Encapsulation& m_format;
    uint32_t m_mtu;
    DropLog& m_drops;
    Ipv4Reassembler m_reassembler;
    GatewayLimits m_limits;
    PairMeter m_meter;
    Busy m_busy;
    EntryTable<SegmentMacKey, FdbValue> m_fdb;
    EntryTable<ArpKey, ArpValue> m_arp;
    uint64_t m_waiting{0}; ///< packets, those that are worked on included
    uint16_t m_identification{0};
    std::array<GatewayWork, kPopulations> m_work;
};

} // namespace ns3::vnlab

#endif // VNLAB_GATEWAY_H
