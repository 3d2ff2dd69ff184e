// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GATEWAY_H
#define VNLAB_GATEWAY_H

#include "model/dataplane/entry-table.h"
#include "model/dataplane/pair-meter.h"
#include "model/dataplane/tunnel-server.h"

#include <cstdint>
#include <functional>
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

/**
 * @brief A server that forwards between VTEPs: takes a frame out of one tunnel and puts it into the
 * tunnel to where its destination is.
 *
 * Tables: kFdb, and kArp, from which it answers the ARP questions that hosts send it. What has no entry
 * is dropped, and so are frames to groups: it floods nothing.
 */
class Gateway : public TunnelServer
{
  public:
    /// Told of a pair that sends more than the threshold, by one of its frames.
    using Busy = std::function<void(const MacPair& pair)>;

    /// @param server that it runs on; it, the tunnels' format and the log outlive the gateway
    /// @param mtu of the underlay, IP bytes
    Gateway(Server& server, const Encapsulation& format, uint32_t mtu, DropLog& drops);

    void SetLimits(const GatewayLimits& limits);

    /// Only pairs whose sender is where the frame came from count.
    void OnBusy(Busy listener);

    bool Write(TableId table,
               std::span<const uint8_t> key,
               std::span<const uint8_t> value) override;
    bool Erase(TableId table, std::span<const uint8_t> key) override;
    void Clear() override;

  private:
    void Forward(const Ptr<Packet>& frame, const FrameFields& outer) override;
    bool Answer(Vni vni, const FrameFields& question, uint32_t vtep, Population population);
    void Measure(Vni vni, const FrameFields& inner, uint32_t vtep, uint32_t bytes);

    PairMeter m_meter;
    Busy m_busy;
    EntryTable<SegmentMacKey, FdbValue> m_fdb;
    EntryTable<ArpKey, ArpValue> m_arp;
};

} // namespace ns3::vnlab

#endif // VNLAB_GATEWAY_H
