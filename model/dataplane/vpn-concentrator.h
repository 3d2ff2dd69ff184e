// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VPN_CONCENTRATOR_H
#define VNLAB_VPN_CONCENTRATOR_H

#include "model/dataplane/entry-table.h"
#include "model/dataplane/packet-prices.h"
#include "model/dataplane/site-ipsec.h"
#include "model/dataplane/tunnel-server.h"
#include "model/substrate/topology.h"

#include <cstdint>
#include <span>
#include <unordered_set>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief The server through which all that VMs say to each other passes, and the packet filter of the cloud: a VPN
 * concentrator with a firewall.
 *
 * Hosts of its own data center send it the frames of their VMs as they are; those of others come through a tunnel
 * of ESP from their data center's edge (VpnEdges). In this order
 * 1. what comes in clear from another data center is dropped as `not-permitted`, and what comes in ESP is opened;
 * 2. an ARP question is answered where kStationTable has the address, whoever asks;
 * 3. a frame that has an entry of kStationPermitTable passes, else it is dropped as `not-permitted`. An entry names
 *    of both ends the data center, the IPv4 and the Ethernet address; protocol and port of the destination, or of
 *    the source; or only the protocol; or neither. Fragments other than the first have no ports. Nothing is
 *    remembered;
 * 4. it goes to the host that kStationTable names for its destination, sealed if that is elsewhere; without a key
 *    it is dropped as `no-association`.
 *
 * That a frame comes from the data center of its source is all that it knows of where it was sent. Work is charged
 * as to a host switch for the same: for each packet before it is looked at, and for one that is sealed then again.
 */
class VpnConcentrator : public TunnelServer
{
  public:
    /// @param server that it runs on; it, the tunnels' format and the log outlive the concentrator
    /// @param mtu of the underlay, IP bytes
    /// @param prices of a core
    /// @param queue packets in it, those that are worked on included
    VpnConcentrator(Server& server,
                    const Encapsulation& format,
                    uint32_t mtu,
                    DropLog& drops,
                    const Topology& topology,
                    const PacketPrices& prices,
                    uint64_t queue);

    bool Write(TableId table,
               std::span<const uint8_t> key,
               std::span<const uint8_t> value) override;
    bool Erase(TableId table, std::span<const uint8_t> key) override;
    void Clear() override;

  private:
    bool Takes(const FrameFields& outer) const override;
    Time PriceOf(const Ptr<const Packet>& frame, const FrameFields& outer) const override;
    void Forward(const Ptr<Packet>& frame, const FrameFields& outer) override;
    void SendOut(Ptr<Packet> outer, uint32_t innerBytes) override;
    void FromTunnel(const Ptr<Packet>& frame, const FrameFields& outer);
    void Route(const Inner& inner, DatacenterId from, const Ptr<Packet>& frame);
    bool Answer(const Inner& question, uint32_t host, Population population);

    /// @return whether a packet may pass. @param ends what it says, and where it is from and would go
    bool Permits(StationPermitKey ends, const FrameFields& fields) const;
    std::optional<DatacenterId> DatacenterOf(uint32_t hostAddress) const;
    Time SealTime(size_t sealedBytes) const;

    Topology m_topology;
    DatacenterId m_own;
    PacketPrices m_prices;
    SiteIpsec m_ipsec;
    EntryTable<StationKey, StationValue> m_stations;
    std::unordered_set<StationPermitKey, BytesHash<StationPermitKey>> m_permits;
};

} // namespace ns3::vnlab

#endif // VNLAB_VPN_CONCENTRATOR_H
