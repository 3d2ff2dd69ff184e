// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LIGHT_GUEST_H
#define VNLAB_LIGHT_GUEST_H

#include "model/guest/arp-resolver.h"
#include "model/guest/guest.h"
#include "model/guest/light-tcp.h"
#include "model/ip/ipv4-reassembler.h"
#include "model/wire/frame-fields.h"
#include "model/wire/outer-ipv4-udp.h"

#include <memory>
#include <set>
#include <span>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief A guest without a node: ARP, IPv4 with fragments, ICMP echo and errors, UDP, a minimal TCP.
 *
 * Why not an ns-3 node: its Internet stack takes 31 to 51 KB a VM; this takes some hundred bytes,
 * so that a million fit. FullGuest is the node, behind the same interface; the same packets are
 * delivered and dropped. Unlike the node's stack it takes a UDP checksum of 0 for none (RFC 768), and its
 * TCP does not retransmit (LightTcp).
 */
class LightGuest : public Guest, private FrameSink, private TcpUser
{
  public:
    /// @param drops counts what the guest drops; outlives it
    LightGuest(VmId vm, DropLog& drops);
    ~LightGuest() override;

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

  private:
    /// What most guests never need.
    struct Sockets
    {
        explicit Sockets(LightGuest& guest);

        LightTcp tcp;
        std::set<std::pair<uint8_t, uint16_t>> open{}; ///< protocol and port, beside kOpenPorts
        uint16_t connects{0};                          ///< from ports that were free
        /// Of what goes out: of the connection that opens, the data that is sent, or the segment that is
        /// answered.
        Population population{Population::kTraffic};
    };

    struct Vnic
    {
        std::unique_ptr<ArpResolver> arp; ///< with the device and its address
        uint32_t mask;

        bool HasInSubnet(uint32_t address) const
        {
            return ((arp->Address() ^ address) & mask) == 0;
        }
    };

    void ReceiveFrame(EthernetDevice& device, Ptr<Packet> frame) override;
    void ReceiveIpv4(const Vnic& vnic, Ptr<Packet> frame, const FrameFields& fields);
    void ReceiveL4(const Vnic& vnic, Ptr<Packet> frame, const FrameFields& fields);
    void ReceiveIcmp(const Vnic& vnic, Ptr<Packet> frame, const FrameFields& fields);
    void ReceiveUdp(const Vnic& vnic, Ptr<Packet> frame, const FrameFields& fields);
    void ReceiveTcp(const Ptr<Packet>& frame, const FrameFields& fields);
    void ReassemblyExpired(const Ptr<const Packet>& first, const FrameFields& fields);

    void SendSegment(const TcpConnection& connection,
                     const TcpFields& fields,
                     Ptr<Packet> payload) override;
    bool Accepts(uint16_t port) const override;
    void Opened(const TcpConnection& connection) override;
    void Received(const TcpConnection& connection, Ptr<Packet> payload) override;
    void Closed(const TcpConnection& connection) override;

    Sockets& UseSockets();
    bool IsOpen(uint8_t ipProtocol, uint16_t port) const;
    bool IsMine(uint32_t address) const;
    bool IsBroadcast(uint32_t address) const;
    const Vnic& VnicFor(uint32_t destination) const;
    const Vnic& VnicOf(const EthernetDevice& device) const;
    void SendIpv4(const Vnic& vnic,
                  OuterIpv4& ip,
                  std::span<const uint8_t> l4Header,
                  Ptr<Packet> payload);
    void SendIcmpError(const Vnic& vnic,
                       uint8_t type,
                       uint8_t code,
                       const Ptr<const Packet>& about,
                       const FrameFields& fields);
    void SendToNeighbor(const Vnic& vnic, uint32_t neighbor, Ptr<Packet> frame);

    DropLog& m_drops;
    std::vector<Vnic> m_vnics;
    std::unique_ptr<Ipv4Reassembler> m_reassembler; ///< made when the first fragment comes
    std::unique_ptr<Sockets> m_sockets;             ///< made with the first port or segment
    uint16_t m_identification{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_LIGHT_GUEST_H
