// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/spoke-switch.h"

#include "model/dataplane/bridge-rules.h"
#include "model/dataplane/encapsulation/tunnel-ecn.h"
#include "model/dataplane/tunnel-mtu.h"
#include "model/ip/packet-fields.h"
#include "model/wire/header-sizes.h"

#include <optional>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr Vni kOnlySegment{1}; // all VMs are in one network

} // namespace

SpokeSwitch::SpokeSwitch(Ptr<UplinkDevice> uplink,
                         Fabric& fabric,
                         HostId host,
                         DropLog& drops,
                         const Encapsulation& encapsulation,
                         const Hub& hub)
    : TunnelSwitch(std::move(uplink), fabric, host, drops, encapsulation),
      m_hub(hub)
{
}

bool
SpokeSwitch::Write(TableId table, std::span<const uint8_t> key, std::span<const uint8_t> value)
{
    return table == TableId::kPortAddress && m_vnics.Write(key, value);
}

bool
SpokeSwitch::Erase(TableId table, std::span<const uint8_t> key)
{
    return table == TableId::kPortAddress && m_vnics.Erase(key);
}

void
SpokeSwitch::Clear()
{
    m_vnics = {};
}

void
SpokeSwitch::FromVnic(VnicDevice& device, Ptr<Packet> frame, const FrameFields& fields)
{
    const bool isTagged = fields.l3Offset != headersize::kEthernet;
    if (isTagged || !(fields.isIpv4 || IsQuestionToAll(fields)))
    {
        Drop(VNLAB_DROP_UNSUPPORTED, frame);
        return;
    }
    if (!IsValidSource(fields.sourceMac) ||
        (fields.isIpv4 && frame->GetSize() < headersize::kEthernet + fields.totalLength))
    {
        Drop(VNLAB_DROP_MALFORMED, frame);
        return;
    }
    if (frame->GetSize() > headersize::kEthernet + uint32_t{m_hub.guestMtu})
    {
        GiveUp(device, frame, fields);
        return;
    }
    SendInTunnel(kOnlySegment, m_hub.address, std::move(frame), fields);
}

void
SpokeSwitch::GiveUp(VnicDevice& device, const Ptr<Packet>& frame, const FrameFields& fields)
{
    Drop(VNLAB_DROP_MTU_EXCEEDED, frame);
    if (!IsGivenUpAsTooBig(frame, fields, m_hub.guestMtu))
    {
        return;
    }
    if (Ptr<Packet> message = MakeTooBigMessage(frame, fields, m_hub.guestMtu))
    {
        DeliverLocally(device, std::move(message));
    }
}

void
SpokeSwitch::FromUplink(FabricFrame frame, const FrameFields& outer)
{
    std::optional<FromTunnel> taken = TakeOut(frame, outer);
    if (!taken)
    {
        return;
    }
    if (outer.source != m_hub.address)
    {
        Drop(VNLAB_DROP_WRONG_VTEP, frame.packet);
        return;
    }
    FrameFields& fields = taken->inner;
    if (!CombineEcn(outer.tos, frame.packet, fields))
    {
        Drop(VNLAB_DROP_MALFORMED, frame.packet);
        return;
    }
    const PortAddressValue* const port =
        m_vnics.Find({fields.isArp ? fields.targetIp : fields.destination});
    VnicDevice* const device = port ? Find(port->vnic) : nullptr;
    if (!device)
    {
        Drop(VNLAB_DROP_NO_PORT, frame.packet);
        return;
    }
    Deliver(*device, frame.packet);
}

} // namespace ns3::vnlab
