// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GUEST_H
#define VNLAB_GUEST_H

#include "model/guest/tcp-connection.h"
#include "model/guest/vnic-device.h"
#include "model/ids.h"
#include "model/mac-bytes.h"
#include "model/population.h"

#include "ns3/nstime.h"
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
    Time at{}; ///< when it is the application's, hooks and host done with it: VnicDevice::LocalTime
};

/// The applications in the guests: one object serves all guests of a run.
class GuestListener
{
  public:
    virtual ~GuestListener() = default;

    /// A datagram came in on an open port.
    virtual void ReceiveUdp(Guest& guest, const UdpDatagram& datagram) = 0;

    /// A TCP connection is open: one of Guest::Connect, or one that came in on an open port.
    virtual void TcpOpened(Guest& /*guest*/, const TcpConnection& /*connection*/)
    {
    }

    /// Data came on a TCP connection, in order.
    virtual void ReceiveTcp(Guest& /*guest*/,
                            const TcpConnection& /*connection*/,
                            const Ptr<Packet>& /*payload*/)
    {
    }

    /// The other end has closed a TCP connection, reset it or refused it.
    virtual void TcpClosed(Guest& /*guest*/, const TcpConnection& /*connection*/)
    {
    }
};

/// UDP port that measured traffic goes to.
constexpr uint16_t kTrafficPort = 5001;
/// Port of the service that an attacker can exploit where no other is said.
constexpr uint16_t kServicePort = 5002;
/// The UDP ports that every guest has open. TCP ports are closed until Guest::Listen opens them.
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

    /// Who gets datagrams and connections. Not owned; nullptr: nobody listens.
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

    /// Opens a port: what comes in on it is the listener's. Open already, it stays open.
    /// @param ipProtocol UDP's or TCP's
    virtual void Listen(uint8_t ipProtocol, uint16_t port) = 0;

    /**
     * @brief Opens a TCP connection, in place of one of the same name.
     * @param sourcePort 0: one that is free
     * @param population that its segments and their answers belong to; a full guest's are traffic
     * @return its name; the listener is told what becomes of it
     */
    virtual TcpConnection Connect(uint32_t destination,
                                  uint16_t destinationPort,
                                  uint16_t sourcePort,
                                  Population population = Population::kTraffic) = 0;

    /// Sends data on a connection, once it is open. @param payload now the guest's
    /// @return false, with nothing sent, where there is no such connection
    virtual bool Send(const TcpConnection& connection, Ptr<Packet> payload) = 0;

    /// Ends a connection, if there is one; the listener at this end is not told.
    virtual void Close(const TcpConnection& connection) = 0;

    /// Fixes the Ethernet address of a destination, so that it is not asked for by ARP.
    virtual void SetNeighbor(uint32_t address, const MacBytes& mac) = 0;

  protected:
    GuestListener* m_listener{nullptr};

  private:
    VmId m_vm;
};

} // namespace ns3::vnlab

#endif // VNLAB_GUEST_H
