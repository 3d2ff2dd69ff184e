// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ETHERNET_DEVICE_H
#define VNLAB_ETHERNET_DEVICE_H

#include "ns3/mac48-address.h"
#include "ns3/net-device.h"
#include "ns3/traced-callback.h"

namespace ns3::vnlab
{

class EthernetDevice;

/// Takes whole Ethernet frames that a device has received.
class FrameSink
{
  public:
    virtual ~FrameSink() = default;

    /// @param device the device that the frame arrived at
    /// @param frame the frame from its Ethernet header on, without preamble and FCS; now the sink's
    virtual void ReceiveFrame(EthernetDevice& device, Ptr<Packet> frame) = 0;
};

/**
 * @ingroup vnlab
 * @brief An ns-3 NetDevice that speaks whole Ethernet frames.
 *
 * The common part of vNICs and host uplinks. Why not CsmaNetDevice or SimpleNetDevice: both bring
 * a channel and a queue of their own, while here the queue is the fabric link's, and a vNIC's other
 * side is a function call. A device works with or without a node: with a FrameSink (light guests,
 * hosts) frames go to the sink whole; without one they go up the node's stack as ns-3 expects.
 *
 * The PromiscSniffer trace sees every frame on the device's wire, so PcapHelper works on it.
 */
class EthernetDevice : public NetDevice
{
  public:
    static TypeId GetTypeId();

    EthernetDevice();
    ~EthernetDevice() override;

    /// Where received frames go. Not owned; nullptr gives them to the node's stack.
    void SetSink(FrameSink* sink);

    /// Sends a whole Ethernet frame.
    void SendFrame(Ptr<Packet> frame);

    /// Hands a frame that was received to the sink or the stack.
    void Deliver(Ptr<Packet> frame);

    /// Hands a frame to the node's protocols, past the sink: what a sink does that only looks on.
    /// They run in the node's context (Simulator::GetContext), as ns-3 asks for: at this time, but
    /// after the caller unless it already is there.
    /// @param frame with at least an Ethernet header
    /// @pre the device is on a node
    void DeliverToStack(Ptr<Packet> frame);

    // Inherited from NetDevice
    void SetIfIndex(const uint32_t index) override;
    uint32_t GetIfIndex() const override;
    Ptr<Channel> GetChannel() const override;
    void SetAddress(Address address) override;
    Address GetAddress() const override;
    bool SetMtu(const uint16_t mtu) override;
    uint16_t GetMtu() const override;
    bool IsLinkUp() const override;
    void AddLinkChangeCallback(Callback<void> callback) override;
    bool IsBroadcast() const override;
    Address GetBroadcast() const override;
    bool IsMulticast() const override;
    Address GetMulticast(Ipv4Address group) const override;
    Address GetMulticast(Ipv6Address group) const override;
    bool IsBridge() const override;
    bool IsPointToPoint() const override;
    bool Send(Ptr<Packet> packet, const Address& dest, uint16_t protocolNumber) override;
    bool SendFrom(Ptr<Packet> packet,
                  const Address& source,
                  const Address& dest,
                  uint16_t protocolNumber) override;
    Ptr<Node> GetNode() const override;
    void SetNode(Ptr<Node> node) override;
    bool NeedsArp() const override;
    void SetReceiveCallback(ReceiveCallback callback) override;
    void SetPromiscReceiveCallback(PromiscReceiveCallback callback) override;
    bool SupportsSendFrom() const override;

    Mac48Address GetMac() const;

  protected:
    void DoDispose() override;

    /// Shows a frame to the PromiscSniffer trace: when it enters or leaves the wire.
    void Sniff(const Ptr<const Packet>& frame) const;

    /// @return whether anyone listens to PromiscSniffer
    bool HasSniffer() const;

    /// Carries a frame that this device sends to the other side.
    virtual void Transmit(Ptr<Packet> frame) = 0;

  private:
    void ReceiveInContext(Ptr<Packet> frame);

    FrameSink* m_sink{nullptr};
    Ptr<Node> m_node;
    ReceiveCallback m_receive;
    PromiscReceiveCallback m_promiscReceive;
    TracedCallback<Ptr<const Packet>> m_sniffer;
    Mac48Address m_mac;
    uint32_t m_ifIndex{0};
    uint16_t m_mtu{1500};
};

} // namespace ns3::vnlab

#endif // VNLAB_ETHERNET_DEVICE_H
