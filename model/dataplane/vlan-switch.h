// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VLAN_SWITCH_H
#define VNLAB_VLAN_SWITCH_H

#include "model/dataplane/entry-table.h"
#include "model/dataplane/host-switch.h"
#include "model/dataplane/pipeline/mac-table.h"
#include "model/rule/vlan-tables.h"

#include <map>
#include <set>

namespace ns3::vnlab
{

/**
 * @brief A learning bridge with VLANs between the vNICs of a host and its uplink, as Open vSwitch's NORMAL
 *        action and Linux's bridge are.
 *
 * A vNIC is an access port of the VLAN that kAccessVlanTable names: it sends and gets frames without a tag.
 * A frame that it sends with a VLAN in its tag is dropped as `unknown-vni`; a tag that states a priority only
 * is taken, and its priority goes along. The uplink is a trunk of all VLANs, on which each frame has its tag.
 * Frames to a known address go there; broadcasts and frames to unknown addresses go to all ports of the VLAN
 * but their own. Frames to groups that stay on one link (StaysOnLink), BPDUs among them, are dropped as
 * `filtered`, as is what has no port to go to.
 *
 * The tag is no part of the MTU (IEEE 802.3 §3.2.7), so guests have that of the underlay. A vNIC that is
 * unplugged is forgotten; so nothing is sent on for one that has left, and its redirections are not used.
 * Compared with Open vSwitch in test/conformance/vlan.
 */
class VlanSwitch : public HostSwitch
{
  public:
    /// @param ageing how long an address that is silent is known
    VlanSwitch(Ptr<UplinkDevice> uplink, Fabric& fabric, HostId host, DropLog& drops, Time ageing);

    bool Write(TableId table,
               std::span<const uint8_t> key,
               std::span<const uint8_t> value) override;
    bool Erase(TableId table, std::span<const uint8_t> key) override;
    void Clear() override;
    uint64_t Learned() const override;

  private:
    /// A frame without its tag, as the bridge passes it on.
    struct Bridged
    {
        Ptr<Packet> packet;
        const FrameFields& fields;
        uint16_t vlan;
        uint8_t priority;
        VnicId from; ///< a vNIC, or kUplink
    };

    static constexpr VnicId kUplink{UINT32_MAX};

    void FromVnic(VnicDevice& device, Ptr<Packet> frame, const FrameFields& fields) override;
    void FromUplink(FabricFrame frame, const FrameFields& fields) override;
    void OnDetach(VnicDevice& device) override;
    void Pass(const Bridged& frame);
    void Flood(const Bridged& frame);
    void ToPort(const Bridged& frame, VnicId port, Ptr<Packet> packet);
    void ToTrunk(const Bridged& frame, const Ptr<Packet>& packet);
    void Leave(uint16_t vlan, VnicId vnic);

    EntryTable<AccessVlanKey, AccessVlanValue> m_ports;
    std::map<uint16_t, std::set<VnicId>> m_members; ///< by VLAN
    mutable StationTable<VnicId> m_table;
};

} // namespace ns3::vnlab

#endif // VNLAB_VLAN_SWITCH_H
