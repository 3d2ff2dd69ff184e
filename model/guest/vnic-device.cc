// SPDX-License-Identifier: GPL-2.0-only
#include "model/guest/vnic-device.h"

#include "model/ip/packet-fields.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/simulator.h"

#include <optional>
#include <utility>

namespace ns3::vnlab
{

NS_OBJECT_ENSURE_REGISTERED(VnicDevice);

namespace
{

/// Puts the linear bytes of a buffer in front of the part of the packet that was not in it.
void
ReplaceHead(Ptr<Packet>& packet, const FrameBuffer& buffer)
{
    packet->RemoveAtStart(packet->GetSize() - buffer.TailLength());
    PrependBytes(packet, buffer.Linear());
}

} // namespace

TypeId
VnicDevice::GetTypeId()
{
    static TypeId tid = TypeId("ns3::vnlab::VnicDevice")
                            .SetParent<EthernetDevice>()
                            .SetGroupName("Vnlab")
                            .AddConstructor<VnicDevice>();
    return tid;
}

void
VnicDevice::DoDispose()
{
    m_peer = nullptr;
    m_stack = nullptr;
    EthernetDevice::DoDispose();
}

void
VnicDevice::Configure(VnicId vnic, Mac48Address mac, uint32_t providerAddress, DropLog& drops)
{
    m_vnic = vnic;
    m_providerAddress = providerAddress;
    m_drops = &drops;
    SetAddress(mac);
}

VnicId
VnicDevice::GetVnic() const
{
    return m_vnic;
}

uint32_t
VnicDevice::GetProviderAddress() const
{
    return m_providerAddress;
}

void
VnicDevice::SetProviderAddress(uint32_t address)
{
    m_providerAddress = address;
}

void
VnicDevice::SetPeer(VnicPeer* peer)
{
    m_peer = peer;
}

void
VnicDevice::SetStack(const HostStack* stack)
{
    m_stack = stack;
}

VnicHooks&
VnicDevice::GetHooks()
{
    return m_hooks;
}

const VnicHooks&
VnicDevice::GetHooks() const
{
    return m_hooks;
}

uint64_t
VnicDevice::GetOverheadBytes() const
{
    return m_overheadBytes;
}

void
VnicDevice::Transmit(Ptr<Packet> frame)
{
    const uint32_t before = frame->GetSize();
    if (RunHooks(HookPoint::kTcEgress, frame))
    {
        m_overheadBytes += frame->GetSize() - before;
        InjectFrame(std::move(frame));
    }
}

void
VnicDevice::InjectFrame(Ptr<Packet> frame)
{
    if (!m_peer)
    {
        m_drops->Count(VNLAB_DROP_DETACHED, frame);
        return;
    }
    Sniff(frame);
    m_peer->ReceiveFromVnic(m_vnic, std::move(frame));
}

void
VnicDevice::ReceiveFromHost(Ptr<Packet> frame)
{
    if (!m_peer)
    {
        m_drops->Count(VNLAB_DROP_DETACHED, frame);
        return;
    }
    Sniff(frame);
    if (!RunHooks(HookPoint::kXdp, frame) || !RunHooks(HookPoint::kTcIngress, frame))
    {
        return;
    }
    if (!m_stack || !DeliverToStack(frame))
    {
        Deliver(std::move(frame));
    }
}

bool
VnicDevice::RunHooks(HookPoint point, Ptr<Packet>& frame)
{
    if (!m_hooks.HasPrograms(point))
    {
        return true;
    }
    FrameBuffer buffer(frame->GetSize());
    frame->CopyData(buffer.Data(), buffer.Size());
    switch (m_hooks.Run(point, buffer))
    {
    case HookVerdict::kPass:
        ReplaceHead(frame, buffer);
        return true;
    case HookVerdict::kDrop:
        m_drops->Count(LastDrop(), frame);
        return false;
    case HookVerdict::kAnswer:
        ReplaceHead(frame, buffer);
        if (point == HookPoint::kTcEgress)
        {
            // Later, as the guest is still inside its send call.
            Simulator::ScheduleNow(&VnicDevice::Deliver, Ptr<VnicDevice>(this), frame);
        }
        else
        {
            InjectFrame(frame);
        }
        return false;
    }
    return false;
}

/// Why the hooks dropped; a program may have named no reason.
DropReason
VnicDevice::LastDrop() const
{
    const DropReason reason = m_hooks.LastDrop();
    return reason < VNLAB_DROP_REASON_COUNT ? reason : VNLAB_DROP_UNSUPPORTED;
}

bool
VnicDevice::DeliverToStack(const Ptr<const Packet>& frame) const
{
    const std::optional<FrameFields> fields = FieldsOf(frame);
    return fields && m_stack->Deliver(m_providerAddress, *fields, frame);
}

} // namespace ns3::vnlab
