// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TUNNEL_SWITCH_H
#define VNLAB_TUNNEL_SWITCH_H

#include "model/dataplane/encapsulation/encapsulation.h"
#include "model/dataplane/host-switch.h"
#include "model/dataplane/identity-ipsec.h"

#include <cstdint>
#include <memory>

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

    /// A tenant's frame that came in a tunnel.
    struct FromTunnel
    {
        TunnelLabel label;
        FrameFields inner;
        std::optional<DropReason>
            onlyOn; ///< why it may be sent on to who has left, and nothing else
    };

    /**
     * @brief Takes a tenant's frame out of a packet from the fabric.
     * @param frame with padding cut off; becomes the tenant's
     * @param fields of the packet
     * @return nothing where it is no whole one of a tunnel that ends here, or not sealed as it has to be; it
     *         has been dropped
     */
    std::optional<FromTunnel> TakeOut(FabricFrame& frame, FrameFields fields);

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
    std::unique_ptr<IdentityIpsec> m_ipsec; ///< seals tunnels; nullptr: they go as they are

  private:
    /// @return what has to be taken out of a tunnel; nothing: it has been dropped
    std::optional<FrameFields> Unseal(const Ptr<Packet>& packet,
                                      const FrameFields& fields,
                                      IdentityIpsec::Outcome& opened);

    /// @return bytes of a tenant's frame that fit into packets of the underlay
    uint32_t MtuInside() const;

    uint16_t m_identification{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_TUNNEL_SWITCH_H
