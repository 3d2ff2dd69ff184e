// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LIGHT_GUEST_H
#define VNLAB_LIGHT_GUEST_H

#include "model/guest/guest.h"
#include "model/guest/neighbor-table.h"
#include "model/wire/frame-fields.h"
#include "model/wire/outer-ipv4-udp.h"

#include <vector>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief A guest without a node: answers ARP and ICMP echo, sends and receives UDP.
 *
 * Why not an ns-3 node: its Internet stack takes 31 to 51 KB a VM; this takes some hundred bytes,
 * so that a million fit. FullGuest is the node, behind the same interface.
 */
class LightGuest : public Guest, private FrameSink
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
    void SetNeighbor(uint32_t address, const MacBytes& mac) override;

  private:
    struct Vnic
    {
        Ptr<VnicDevice> device;
        uint32_t address;
        uint8_t prefixLength;
    };

    void ReceiveFrame(EthernetDevice& device, Ptr<Packet> frame) override;
    void ReceiveArp(const Vnic& vnic, const FrameFields& fields);
    void ReceiveIcmp(const Vnic& vnic, const FrameFields& fields, Ptr<Packet> frame);
    void ReceiveUdp(const FrameFields& fields, Ptr<Packet> frame);

    const Vnic& VnicFor(uint32_t destination) const;
    const Vnic& VnicOf(const EthernetDevice& device) const;
    void SendIpv4(const Vnic& vnic,
                  OuterIpv4& ip,
                  std::span<const uint8_t> l4Header,
                  Ptr<Packet> payload);
    void SendOrQueue(const Vnic& vnic, NeighborTable::Entry& neighbor, Ptr<Packet> frame);
    void StartResolution(NeighborTable::Entry& neighbor);
    void Request(uint32_t address, uint32_t generation);
    void SendArp(const Vnic& vnic,
                 uint16_t operation,
                 const MacBytes& targetMac,
                 uint32_t targetAddress);

    DropLog& m_drops;
    std::vector<Vnic> m_vnics;
    NeighborTable m_neighbors;
    uint16_t m_identification{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_LIGHT_GUEST_H
