// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/uplink-device.h"

#include "model/ip/packet-fields.h"
#include "model/substrate/address-plan.h"
#include "model/wire/header-sizes.h"
#include "model/wire/vlan-tag.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

/// @return whether a frame carries more than the MTU, of which its 802.1Q tag is no part (IEEE 802.3 §3.2.7)
bool
Exceeds(const Ptr<const Packet>& frame, uint32_t mtu)
{
    const uint32_t bytes = frame->GetSize() - headersize::kEthernet;
    return bytes > mtu && (bytes > mtu + headersize::kDot1q || !IsTagged(frame));
}

} // namespace

NS_OBJECT_ENSURE_REGISTERED(UplinkDevice);

TypeId
UplinkDevice::GetTypeId()
{
    static TypeId tid = TypeId("ns3::vnlab::UplinkDevice")
                            .SetParent<EthernetDevice>()
                            .SetGroupName("Vnlab")
                            .AddConstructor<UplinkDevice>();
    return tid;
}

void
UplinkDevice::Connect(Fabric& fabric, HostId host, UplinkSink* sink, DropLog& drops)
{
    m_fabric = &fabric;
    m_host = host;
    m_uplinkSink = sink;
    m_drops = &drops;
    SetAddress(ToMac48(address_plan::NodeMac(Host())));
    fabric.SetHostEdge(host, this);
}

HostId
UplinkDevice::GetHost() const
{
    return m_host;
}

MacBytes
UplinkDevice::LeafMac() const
{
    return address_plan::NodeMac(Leaf());
}

NodeRef
UplinkDevice::Host() const
{
    return {NodeKind::kHost, m_host.value};
}

NodeRef
UplinkDevice::Leaf() const
{
    return {NodeKind::kLeaf, m_fabric->GetTopology().LeafOf(m_host).value};
}

void
UplinkDevice::SendToFabric(FabricFrame frame)
{
    if (Exceeds(frame.packet, GetMtu()))
    {
        m_drops->Count(VNLAB_DROP_MTU_EXCEEDED, frame.packet);
        return;
    }
    if (HasSniffer())
    {
        Sniff(m_fabric->GetPipeline().AsSeen(frame, Host(), Leaf()));
    }
    m_fabric->SendFromHost(m_host, std::move(frame));
}

void
UplinkDevice::Transmit(Ptr<Packet> packet)
{
    const std::optional<FrameFields> fields = FieldsOf(packet);
    if (!fields || !fields->isIpv4)
    {
        m_drops->Count(fields ? VNLAB_DROP_UNSUPPORTED : VNLAB_DROP_MALFORMED, packet);
        return;
    }
    SendToFabric(MakeFabricFrame(std::move(packet), *fields));
}

void
UplinkDevice::ReceiveFromFabric(NodeRef node, FabricFrame frame)
{
    if (HasSniffer())
    {
        Sniff(m_fabric->GetPipeline().AsSeen(frame, Leaf(), node));
    }
    m_uplinkSink->ReceiveFromUplink(std::move(frame));
}

} // namespace ns3::vnlab
