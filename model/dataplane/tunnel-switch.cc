// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/tunnel-switch.h"

#include "model/dataplane/tunnel-mtu.h"
#include "model/ip/l4-check.h"
#include "model/ip/packet-fields.h"
#include "model/substrate/address-plan.h"
#include "model/wire/header-sizes.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kLongestPacket = 65535; // that IPv4 can carry, in fragments or not

} // namespace

TunnelSwitch::TunnelSwitch(Ptr<UplinkDevice> uplink,
                           Fabric& fabric,
                           HostId host,
                           DropLog& drops,
                           const Encapsulation& encapsulation)
    : HostSwitch(std::move(uplink), fabric, host, drops),
      m_encapsulation(encapsulation)
{
}

bool
TunnelSwitch::IsFromTunnel(const FabricFrame& frame, const FrameFields& fields)
{
    if (!m_encapsulation.Matches(fields) ||
        fields.destination != address_plan::HostAddress(GetHost()))
    {
        Drop(VNLAB_DROP_NO_PORT, frame.packet);
        return false;
    }
    TrimToIpv4(frame.packet, fields);
    if (!IsValidL4(frame.packet, fields))
    {
        Drop(VNLAB_DROP_MALFORMED, frame.packet);
        return false;
    }
    return true;
}

Ptr<Packet>
TunnelSwitch::SendInTunnel(const TunnelLabel& label,
                           uint32_t remote,
                           Ptr<Packet> frame,
                           const FrameFields& fields)
{
    const uint32_t innerBytes = frame->GetSize();
    const uint32_t outerBytes = innerBytes + m_encapsulation.Overhead();
    if (outerBytes > headersize::kEthernet + kLongestPacket)
    {
        Drop(VNLAB_DROP_MTU_EXCEEDED, frame);
        return nullptr;
    }
    const auto mtu = static_cast<uint32_t>(GetUplink()->GetMtu() - m_encapsulation.Overhead());
    if (IsGivenUpAsTooBig(frame, fields, mtu))
    {
        Drop(VNLAB_DROP_MTU_EXCEEDED, frame);
        return MakeTooBigMessage(frame, fields, mtu);
    }
    const TunnelEnds ends{ToBytes(GetUplink()->GetMac()),
                          GetUplink()->LeafMac(),
                          address_plan::HostAddress(GetHost()),
                          remote};
    FabricFrame outer =
        m_encapsulation.Encapsulate(std::move(frame), fields, ends, label, m_identification++);
    Do(PacketOperation::kEncapsulate);
    Work().overheadBytes += outer.bytes - innerBytes;
    ToUplink(std::move(outer));
    return nullptr;
}

} // namespace ns3::vnlab
