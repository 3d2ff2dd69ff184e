// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TUNNEL_SERVER_H
#define VNLAB_TUNNEL_SERVER_H

#include "model/dataplane/encapsulation/encapsulation.h"
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

/// What a server did that forwards.
struct GatewayWork
{
    uint64_t packets{0};       ///< taken, whatever became of them
    uint64_t dropped{0};       ///< not taken: the queue was full
    uint64_t overheadBytes{0}; ///< sent beside the guests' own bytes
    Time cpu{};                ///< that its cores worked
};

/**
 * @brief A server at the end of tunnels: what gateways and concentrators share, whatever decides where frames go.
 *
 * Packets wait for the server's cores in one queue; beyond its length they are dropped as
 * `queue-overflow`. What comes in fragments is put together, and cut again where it has to be.
 *
 * Probes wait as long as a packet would, but take neither time nor room, and are not counted.
 */
class TunnelServer
{
  public:
    virtual ~TunnelServer() = default;
    TunnelServer(const TunnelServer&) = delete;
    TunnelServer& operator=(const TunnelServer&) = delete;

    Server& At() const;

    /// Writes an entry. @return false where it has no such table or the sizes are wrong
    virtual bool Write(TableId table,
                       std::span<const uint8_t> key,
                       std::span<const uint8_t> value) = 0;

    /// Removes an entry. @return false where there is none
    virtual bool Erase(TableId table, std::span<const uint8_t> key) = 0;
    virtual void Clear() = 0;

    const GatewayWork& Work(Population population) const;

  protected:
    /// A frame that came out of a tunnel.
    struct Inner
    {
        TunnelLabel label;
        FrameFields fields;
    };

    /// @param server that it runs on; it, the tunnels' format and the log outlive this
    /// @param mtu of the underlay, IP bytes
    TunnelServer(Server& server, const Encapsulation& format, uint32_t mtu, DropLog& drops);

    /// @param perPacket of a core @param queue packets in it, those that are worked on included
    void SetPace(Time perPacket, uint64_t queue = UINT64_MAX);

    /// @return what a packet that comes takes of a core; as SetPace() has it, unless a subclass knows better
    virtual Time PriceOf(const Ptr<const Packet>& frame, const FrameFields& outer) const;

    /// Has a core work on a packet, which is in the queue meanwhile, and then goes on.
    void AfterWork(Time work, Population population, std::function<void()> then);

    /// @return whether it takes a packet to its address; others are dropped as `no-port`
    virtual bool Takes(const FrameFields& outer) const;

    /// A packet's turn has come. @param frame whole, and it is this call's
    virtual void Forward(const Ptr<Packet>& frame, const FrameFields& outer) = 0;

    /// Takes a frame out of its tunnel.
    /// @return nothing where it cannot be, and has been dropped
    std::optional<Inner> Open(const Ptr<Packet>& frame, const FrameFields& outer);

    /// Puts a frame into a tunnel. @param vtep address of the other end
    void ToTunnel(const TunnelLabel& label,
                  uint32_t vtep,
                  Ptr<Packet> frame,
                  const FrameFields& fields);

    /// Sends a packet, in fragments where it exceeds the underlay's MTU. @param innerBytes the guest's own
    virtual void SendOut(Ptr<Packet> outer, uint32_t innerBytes);

    void Drop(DropReason reason, const Ptr<const Packet>& frame);

    /// @return of its next packet, for the outer IPv4 header
    uint16_t NextIdentification();

    const Encapsulation& m_format;

  private:
    void Take(FabricFrame frame, FrameFields fields);
    GatewayWork& WorkFor(Population population);

    Server& m_server;
    uint32_t m_mtu;
    DropLog& m_drops;
    Ipv4Reassembler m_reassembler;
    Time m_perPacket{};
    uint64_t m_queue{UINT64_MAX};
    uint64_t m_waiting{0}; ///< packets, those that are worked on included
    uint16_t m_identification{0};
    std::array<GatewayWork, kPopulations> m_work;
};

} // namespace ns3::vnlab

#endif // VNLAB_TUNNEL_SERVER_H
