// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_UPLINK_DEVICE_H
#define VNLAB_UPLINK_DEVICE_H

#include "model/device/ethernet-device.h"
#include "model/substrate/fabric.h"

namespace ns3::vnlab
{

class UplinkDevice;

/// Takes the frames that arrive at a host from the fabric.
class UplinkSink
{
  public:
    virtual ~UplinkSink() = default;
    virtual void ReceiveFromUplink(FabricFrame frame) = 0;
};

/// @ingroup vnlab
/// @brief A host's network card: the edge between its host switch and its leaf.
class UplinkDevice : public EthernetDevice, private FabricEdge
{
  public:
    static TypeId GetTypeId();

    /// Plugs the card into the fabric. Neither the fabric, the sink nor the log is owned.
    void Connect(Fabric& fabric, HostId host, UplinkSink* sink, DropLog& drops);

    HostId GetHost() const;

    /// @return the Ethernet address of the leaf that this card is plugged into
    MacBytes LeafMac() const;

    /**
     * @brief Sends a frame whose fields the caller knows, without parsing it again.
     *
     * Dropped with its reason where an IP packet exceeds the MTU.
     */
    void SendToFabric(FabricFrame frame);

  private:
    void Transmit(Ptr<Packet> frame) override;
    void ReceiveFromFabric(NodeRef node, FabricFrame frame) override;
    NodeRef Host() const;
    NodeRef Leaf() const;

    Fabric* m_fabric{nullptr};
    UplinkSink* m_uplinkSink{nullptr};
    DropLog* m_drops{nullptr};
    HostId m_host;
};

} // namespace ns3::vnlab

#endif // VNLAB_UPLINK_DEVICE_H
