// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FLOW_SWITCH_H
#define VNLAB_FLOW_SWITCH_H

#include "model/dataplane/entry-table.h"
#include "model/dataplane/pipeline/flow-table.h"
#include "model/dataplane/tunnel-switch.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ns3::vnlab
{

/// The tunnel ports of a host.
enum class TunnelPorts : uint8_t
{
    kFlowBased, ///< one, to wherever an action says
    kPortBased, ///< one for each other host and each virtual gateway
};

/**
 * @brief A host switch that knows nothing but its flows: a vNIC's frame goes where the flow that it matches
 *        says, and nowhere without one.
 *
 * Tables: kFlowTable; kTunnelPortTable, with port-based tunnels. ARP requests are answered here with the
 * gateway's address, whatever they ask for, as by one flow that every host has from the start. What comes
 * out of a tunnel is matched with the tunnel's number, and what guests send with none.
 *
 * What exceeds the underlay's MTU is handled as a Vtep does. What comes for a vNIC that has left and is
 * redirected goes on to its new host.
 */
class FlowSwitch : public TunnelSwitch
{
  public:
    /// @param encapsulation the tunnels' format; has to outlive this
    /// @param capacity of the flow table
    FlowSwitch(Ptr<UplinkDevice> uplink,
               Fabric& fabric,
               HostId host,
               DropLog& drops,
               const Encapsulation& encapsulation,
               TunnelPorts tunnels,
               size_t capacity);

    bool Write(TableId table,
               std::span<const uint8_t> key,
               std::span<const uint8_t> value) override;
    bool Erase(TableId table, std::span<const uint8_t> key) override;
    void Clear() override;

  private:
    void FromVnic(VnicDevice& device, Ptr<Packet> frame, const FrameFields& fields) override;
    void FromUplink(FabricFrame frame, const FrameFields& fields) override;

    /// @return the port that a tunnel packet comes in by, if there is one
    std::optional<uint32_t> InPortFor(uint32_t sender) const;

    /// A frame came out of a tunnel and matches no flow.
    void Unmatched(FabricFrame outer,
                   const FrameFields& outerFields,
                   Vni vni,
                   const FrameFields& inner);

    /// @param from the vNIC that sent it, or nullptr: a tunnel
    void Execute(FlowActions actions, Ptr<Packet> frame, FrameFields fields, VnicDevice* from);
    void ToTunnel(const FlowActions& actions,
                  Ptr<Packet> frame,
                  const FrameFields& fields,
                  VnicDevice& from);

    TunnelPorts m_tunnels;
    FlowTable m_flows;
    EntryTable<TunnelPortKey, TunnelPortValue> m_tunnelPorts;
};

} // namespace ns3::vnlab

#endif // VNLAB_FLOW_SWITCH_H
