// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TUNNEL_SWITCH_H
#define VNLAB_TUNNEL_SWITCH_H

#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/host-switch.h"

#include <cstdint>

namespace ns3::vnlab
{

/// A host switch at the end of tunnels: what Vtep and FlowSwitch share, whatever decides where frames go.
class TunnelSwitch : public HostSwitch
{
  protected:
    /// @param encapsulation the tunnels' format; has to outlive this
    TunnelSwitch(Ptr<UplinkDevice> uplink,
                 Fabric& fabric,
                 HostId host,
                 DropLog& drops,
                 const Encapsulation& encapsulation);

    /// Looks at a packet from the fabric, and cuts its padding off.
    /// @return whether it is a whole one of a tunnel that ends here; if not, it has been dropped
    bool IsFromTunnel(const FabricFrame& frame, const FrameFields& fields);

    /**
     * @brief Sends a frame to another host in a tunnel, in fragments where it exceeds the underlay's MTU.
     * @param remote address of the host
     * @return where it is given up as too big, and dropped, the message to its sender; else nullptr
     */
    Ptr<Packet> SendInTunnel(const TunnelLabel& label,
                             uint32_t remote,
                             Ptr<Packet> frame,
                             const FrameFields& fields);

    const Encapsulation& m_encapsulation;

  private:
    uint16_t m_identification{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_TUNNEL_SWITCH_H
