// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SPOKE_SWITCH_H
#define VNLAB_SPOKE_SWITCH_H

#include "model/dataplane/entry-table.h"
#include "model/dataplane/tunnel-switch.h"

#include <cstdint>

namespace ns3::vnlab
{

/**
 * @brief A host switch that decides nothing: all that its VMs send goes to a concentrator, in a tunnel, and what
 * comes from there goes to the vNIC that has its destination's address.
 *
 * So two VMs of one host meet at the concentrator, too (IEEE 802.1Qbg calls that a reflective relay, at a bridge).
 * ARP questions go there with the rest; of other protocols than IPv4 and ARP nothing passes. What is longer than
 * guests may send is given up as Vtep does, and never cut: data centers' edges have room for no more. Tunnels of
 * others than the concentrator are dropped as `wrong-vtep`.
 *
 * Tables: kPortAddress.
 */
class SpokeSwitch : public TunnelSwitch
{
  public:
    /// Where all goes, and how much at a time.
    struct Hub
    {
        uint32_t address;  ///< the concentrator's
        uint16_t guestMtu; ///< IP bytes
    };

    /// @param encapsulation the tunnel's format; has to outlive this
    SpokeSwitch(Ptr<UplinkDevice> uplink,
                Fabric& fabric,
                HostId host,
                DropLog& drops,
                const Encapsulation& encapsulation,
                const Hub& hub);

    bool Write(TableId table,
               std::span<const uint8_t> key,
               std::span<const uint8_t> value) override;
    bool Erase(TableId table, std::span<const uint8_t> key) override;
    void Clear() override;

  private:
    void FromVnic(VnicDevice& device, Ptr<Packet> frame, const FrameFields& fields) override;
    void FromUplink(FabricFrame frame, const FrameFields& fields) override;
    void GiveUp(VnicDevice& device, const Ptr<Packet>& frame, const FrameFields& fields);

    Hub m_hub;
    EntryTable<PortAddressKey, PortAddressValue> m_vnics; ///< by address
};

} // namespace ns3::vnlab

#endif // VNLAB_SPOKE_SWITCH_H
