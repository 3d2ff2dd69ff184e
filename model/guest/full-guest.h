// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FULL_GUEST_H
#define VNLAB_FULL_GUEST_H

#include "model/guest/full-tcp.h"
#include "model/guest/guest.h"

#include "ns3/arp-l3-protocol.h"
#include "ns3/ipv4-header.h"
#include "ns3/ipv4-l3-protocol.h"
#include "ns3/node.h"
#include "ns3/socket.h"

#include <map>
#include <set>
#include <vector>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief A guest that is an ns-3 node with the Internet stack (IPv4), for stock ns-3 applications.
 *
 * Why beside LightGuest: TCP, sockets and every application that ns-3 has. What it drops counts
 * under the same reasons as a light guest's, once for each packet; frames that no protocol of the
 * node takes count as `no-listener` although a packet socket may see them.
 *
 * As a VM is no router, it does not forward; as its vNIC is no shared medium, ARP requests have no
 * jitter. The ports of kOpenPorts and of Listen are the listener's, so applications use others. Making the first
 * full guest turns checksums on (GlobalValue ChecksumEnabled) for the whole simulation.
 *
 * ns-3.37's stack never sets DF and takes no notice of "fragmentation needed" beside calling a
 * socket's IcmpCallback: there is no path MTU discovery, and what exceeds a tunnel's MTU travels in
 * fragments.
 */
class FullGuest : public Guest, private FrameSink, private TcpEvents
{
  public:
    /// @param drops counts what the guest drops; outlives it
    FullGuest(VmId vm, DropLog& drops);
    ~FullGuest() override;

    void AddVnic(Ptr<VnicDevice> device, uint32_t address, uint8_t prefixLength) override;
    void SendUdp(uint32_t destination,
                 uint16_t sourcePort,
                 uint16_t destinationPort,
                 Ptr<Packet> payload) override;
    void Listen(uint8_t ipProtocol, uint16_t port) override;
    TcpConnection Connect(uint32_t destination,
                          uint16_t destinationPort,
                          uint16_t sourcePort,
                          Population population) override;
    bool Send(const TcpConnection& connection, Ptr<Packet> payload) override;
    void Close(const TcpConnection& connection) override;
    void SetNeighbor(uint32_t address, const MacBytes& mac) override;

    /// @return the node, to install applications on
    Ptr<Node> GetNode() const;

  private:
    void ReceiveFrame(EthernetDevice& device, Ptr<Packet> frame) override;
    Time LocalTime() const;
    void ReceiveFromSocket(Ptr<Socket> socket);
    void Opened(const TcpConnection& connection) override;
    void Received(const TcpConnection& connection, Ptr<Packet> payload) override;
    void Closed(const TcpConnection& connection) override;
    void NoteDelivery(const Ipv4Header& header, Ptr<const Packet> packet, uint32_t interface);
    void NoteOutgoing(const Ipv4Header& header, Ptr<const Packet> packet, uint32_t interface);
    void CountArpDrop(Ptr<const Packet> packet);
    void CountIpv4Drop(const Ipv4Header& header,
                       Ptr<const Packet> packet,
                       Ipv4L3Protocol::DropReason reason,
                       Ptr<Ipv4> ipv4,
                       uint32_t interface);

    Ptr<Socket> OpenSocket(uint16_t port);
    uint32_t InterfaceFor(uint32_t destination) const;

    struct Vnic
    {
        Ptr<VnicDevice> device;
        Ptr<ArpCache> neighbors;
        uint32_t interface;
    };

    DropLog& m_drops;
    Ptr<Node> m_node;
    Ptr<Ipv4L3Protocol> m_ipv4;
    Ptr<ArpL3Protocol> m_arp;
    FullTcp m_tcp;
    std::vector<Vnic> m_vnics;
    std::map<uint16_t, Ptr<Socket>> m_sockets; ///< by source port
    std::set<uint16_t> m_open;                 ///< those of them that hear
    Ptr<const Packet> m_delivered;             ///< what IPv4 gave to its upper layer last
};

} // namespace ns3::vnlab

#endif // VNLAB_FULL_GUEST_H
