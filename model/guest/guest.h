// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GUEST_H
#define VNLAB_GUEST_H

#include "model/guest/vnic-device.h"
#include "model/ids.h"
#include "model/mac-bytes.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <span>

namespace ns3::vnlab
{

class Guest;

/// A UDP datagram as a guest's application gets it. Addresses and ports in host byte order.
struct UdpDatagram
{
    uint32_t source{0};
    uint16_t sourcePort{0};
    uint16_t destinationPort{0};
    Ptr<Packet> payload;
};

/// The applications in the guests: one object serves all guests of a run.
class GuestListener
{
  public:
    virtual ~GuestListener() = default;

    /// A datagram came in on a port of kOpenPorts.
    virtual void ReceiveUdp(Guest& guest, const UdpDatagram& datagram) = 0;
};

/// UDP port that measured traffic goes to.
constexpr uint16_t kTrafficPort = 5001;
/// UDP port of the service that an attacker can exploit.
constexpr uint16_t kServicePort = 5002;
/// The UDP ports that every guest has open.
constexpr uint16_t kOpenPorts[] = {kTrafficPort, kServicePort};

/**
 * @brief The software in a VM, as far as a network sees it.
 *
 * Every destination is taken to be on-link (there is no router in a tenant's network): it is
 * resolved by ARP on the vNIC whose subnet holds it, else on the first vNIC.
 */
class Guest
{
  public:
    explicit Guest(VmId vm)
        : m_vm(vm)
    {
    }

    virtual ~Guest() = default;
    Guest(const Guest&) = delete;
    Guest& operator=(const Guest&) = delete;

    VmId GetVm() const
    {
        return m_vm;
    }

    /// Who gets the datagrams. Not owned; nullptr: nobody listens.
    void SetListener(GuestListener* listener)
    {
        m_listener = listener;
    }

    /**
     * @brief Gives the guest a vNIC.
     * @param device shared with the caller
     * @param address IPv4 in host byte order
     * @param prefixLength of the subnet that the address lies in
     */
    virtual void AddVnic(Ptr<VnicDevice> device, uint32_t address, uint8_t prefixLength) = 0;

    /// Sends a UDP datagram. @param payload now the guest's
    virtual void SendUdp(uint32_t destination,
                         uint16_t sourcePort,
                         uint16_t destinationPort,
                         Ptr<Packet> payload) = 0;

    /// Fixes the Ethernet address of a destination, so that it is not asked for by ARP.
    virtual void SetNeighbor(uint32_t address, const MacBytes& mac) = 0;

  protected:
    GuestListener* m_listener{nullptr};

  private:
    VmId m_vm;
};

} // namespace ns3::vnlab

#endif // VNLAB_GUEST_H
