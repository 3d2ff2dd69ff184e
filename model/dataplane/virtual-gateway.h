// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VIRTUAL_GATEWAY_H
#define VNLAB_VIRTUAL_GATEWAY_H

#include "model/cloud/cloud-plan.h"
#include "model/dataplane/pipeline/flow-table.h"
#include "model/dataplane/tunnel-server.h"

#include <cstdint>
#include <map>
#include <span>

namespace ns3::vnlab
{

/**
 * @brief A server that joins tenants' paths to their sites: the hosts' tunnels end here on one side, a tunnel
 *        from each site, IP-in-IP (RFC 2003), on the other.
 *
 * It routes by flows: kFlowTable. Hosts' tunnels come in by the port kTunnel with their number, a site's by the
 * port of its server with none. What matches no flow is dropped as `not-permitted`. Who sends in a site's name
 * is told by the outer source address, which nothing proves.
 */
class VirtualGateway : public TunnelServer
{
  public:
    /// @param server that it runs on; it, the tunnels' format and the log outlive the gateway
    /// @param mtu of the underlay, IP bytes
    /// @param perPacket of a core
    /// @param sites all of the cloud: those that it joins are among them
    VirtualGateway(Server& server,
                   const Encapsulation& format,
                   uint32_t mtu,
                   DropLog& drops,
                   Time perPacket,
                   std::span<const SitePlan> sites);

    bool Write(TableId table,
               std::span<const uint8_t> key,
               std::span<const uint8_t> value) override;
    bool Erase(TableId table, std::span<const uint8_t> key) override;
    void Clear() override;

  private:
    bool Takes(const FrameFields& outer) const override;
    void Forward(const Ptr<Packet>& frame, const FrameFields& outer) override;
    void FromHost(const Ptr<Packet>& frame, const FrameFields& outer);
    void FromSite(const Ptr<Packet>& frame, const FrameFields& outer);
    void Route(const FlowFields& packet, const Ptr<Packet>& frame, const FrameFields& fields);
    void ToSite(const SitePlan& site, const Ptr<Packet>& frame, const FrameFields& fields);

    std::map<uint32_t, SitePlan> m_siteOf; ///< by the address of its server
    std::map<uint32_t, SitePlan> m_siteAt; ///< by port
    FlowTable m_flows;
};

} // namespace ns3::vnlab

#endif // VNLAB_VIRTUAL_GATEWAY_H
