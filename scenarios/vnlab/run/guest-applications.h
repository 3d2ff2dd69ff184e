// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GUEST_APPLICATIONS_H
#define VNLAB_GUEST_APPLICATIONS_H

#include "helper/attack-helper.h"
#include "model/attack/exploit-payload.h"
#include "model/guest/guest.h"
#include "model/traffic/traffic-monitor.h"

namespace ns3::vnlab
{

/// Gives datagrams to whom their port belongs, exploits on any port to the attacks.
class GuestApplications : public GuestListener
{
  public:
    /// Both outlive this.
    GuestApplications(TrafficMonitor& monitor, AttackHelper& attacks)
        : m_monitor(monitor),
          m_attacks(attacks)
    {
    }

    void ReceiveUdp(Guest& guest, const UdpDatagram& datagram) override
    {
        const bool isTraffic =
            datagram.destinationPort == kTrafficPort && !ReadExploit(datagram.payload);
        GuestListener& owner = isTraffic ? static_cast<GuestListener&>(m_monitor) : m_attacks;
        owner.ReceiveUdp(guest, datagram);
    }

    void ReceiveTcp(Guest& guest,
                    const TcpConnection& connection,
                    const Ptr<Packet>& payload) override
    {
        m_attacks.ReceiveTcp(guest, connection, payload);
    }

  private:
    TrafficMonitor& m_monitor;
    AttackHelper& m_attacks;
};

} // namespace ns3::vnlab

#endif // VNLAB_GUEST_APPLICATIONS_H
