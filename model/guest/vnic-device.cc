// SPDX-License-Identifier: GPL-2.0-only
#include "model/guest/vnic-device.h"

#include "model/ip/packet-fields.h"
#include "model/population.h"
#include "model/restored-on-exit.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/log.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace ns3::vnlab
{

NS_LOG_COMPONENT_DEFINE("VnlabVnicDevice");
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
    static TypeId tid =
        TypeId("ns3::vnlab::VnicDevice")
            .SetParent<EthernetDevice>()
            .SetGroupName("Vnlab")
            .AddConstructor<VnicDevice>()
            .AddTraceSource("Drop",
                            "A frame was dropped by a hook, or as the vNIC is unplugged",
                            MakeTraceSourceAccessor(&VnicDevice::m_dropTrace),
                            "ns3::vnlab::VnicDevice::DropTracedCallback");
    return tid;
}

void
VnicDevice::DoDispose()
{
    m_peer = nullptr;
    m_stack = nullptr;
    m_transform = nullptr;
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
VnicDevice::SetGuestAddress(uint32_t address)
{
    m_guestAddress = address;
}

uint32_t
VnicDevice::GetGuestAddress() const
{
    return m_guestAddress;
}

void
VnicDevice::SetPeer(VnicPeer* peer)
{
    m_peer = peer;
}

void
VnicDevice::SetCore(PacketCore* core, int64_t mostWaiting_ps)
{
    m_core = core;
    m_mostWaiting_ps = mostWaiting_ps;
}

int64_t
VnicDevice::LocalTime_ps() const
{
    return std::max(Simulator::Now().GetNanoSeconds() * 1000, m_local_ps);
}

Time
VnicDevice::LocalTime() const
{
    return NanoSeconds(CeilToNs(LocalTime_ps()));
}

Time
VnicDevice::Compute(int64_t work_ps)
{
    if (!m_core)
    {
        return LocalTime();
    }
    PacketWork work{.core = m_core, .readyAt_ps = m_core->TurnsTo_ps(LocalTime_ps())};
    work.Take(work_ps);
    return NanoSeconds(CeilToNs(work.readyAt_ps));
}

void
VnicDevice::SetStack(const HostStack* stack)
{
    m_stack = stack;
}

void
VnicDevice::SetForwarder(PacketForwarder* forwarder)
{
    m_forwarder = forwarder;
}

void
VnicDevice::SetTransform(VnicTransform* transform)
{
    m_transform = transform;
}

void
VnicDevice::AddObserver(VnicObserver* observer)
{
    m_observers.push_back(observer);
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
    NS_LOG_FUNCTION(this << frame->GetSize());
    const Population population = PopulationOf(frame);
    const bool isProbe = population == Population::kProbe;
    if (!isProbe)
    {
        TellBegin(frame);
    }
    const uint32_t before = frame->GetSize();
    const RestoredOnExit restored(m_local_ps);
    m_local_ps = LocalTime_ps();
    if (RunTransform(true, frame) && RunHooks(HookPoint::kTcEgress, frame))
    {
        m_overheadBytes += population == Population::kTraffic ? frame->GetSize() - before : 0;
        ToHost(std::move(frame));
    }
    if (!isProbe)
    {
        TellEnd();
    }
}

void
VnicDevice::InjectFrame(Ptr<Packet> frame)
{
    TellBegin(frame);
    ToHost(std::move(frame));
    TellEnd();
}

void
VnicDevice::ToHost(Ptr<Packet> frame)
{
    if (!m_peer)
    {
        Drop(VNLAB_DROP_DETACHED, frame);
        return;
    }
    Sniff(frame);
    m_peer->ReceiveFromVnic(*this, std::move(frame));
}

void
VnicDevice::ReceiveFromHost(Ptr<Packet> frame, int64_t ready_ps)
{
    NS_LOG_FUNCTION(this << frame->GetSize());
    if (!m_peer)
    {
        Drop(VNLAB_DROP_DETACHED, frame);
        return;
    }
    Sniff(frame);
    const RestoredOnExit restored(m_local_ps);
    m_local_ps = ready_ps;
    if (!RunHooks(HookPoint::kXdp, frame) || !RunHooks(HookPoint::kTcIngress, frame) ||
        !RunTransform(false, frame) || (m_transform && m_transform->Take(*this, frame)))
    {
        return;
    }
    if (!m_stack || !DeliverToStack(frame))
    {
        ToGuest(std::move(frame));
    }
}

void
VnicDevice::HandToGuest(Ptr<Packet> frame)
{
    ToGuest(std::move(frame));
}

void
VnicDevice::ToGuest(Ptr<Packet> frame)
{
    const bool isProbe = PopulationOf(frame) == Population::kProbe;
    for (VnicObserver* observer : m_observers)
    {
        isProbe ? observer->Probed(*this, frame) : observer->Received(*this, frame);
    }
    if ((m_forwarder && m_forwarder->Take(*this, frame)) || isProbe)
    {
        return;
    }
    Deliver(std::move(frame));
}

void
VnicDevice::TellBegin(const Ptr<const Packet>& frame) const
{
    for (VnicObserver* observer : m_observers)
    {
        observer->SendBegins(*this, frame);
    }
}

void
VnicDevice::TellEnd() const
{
    for (VnicObserver* observer : m_observers)
    {
        observer->SendEnds(*this);
    }
}

bool
VnicDevice::RunHooks(HookPoint point, Ptr<Packet>& frame)
{
    if (!m_hooks.HasPrograms(point))
    {
        return true;
    }
    if (m_core && !HasRoom(frame))
    {
        return false;
    }
    FrameBuffer buffer(frame->GetSize());
    frame->CopyData(buffer.Data(), buffer.Size());
    const HookVerdict verdict =
        m_hooks.Run(point, buffer, PopulationOf(frame) == Population::kTraffic);
    if (m_core)
    {
        TakeTime(frame, m_hooks.LastWork_ps());
    }
    switch (verdict)
    {
    case HookVerdict::kPass:
        ReplaceHead(frame, buffer);
        return true;
    case HookVerdict::kDrop:
        Drop(LastDrop(), frame);
        return false;
    case HookVerdict::kAnswer:
        ReplaceHead(frame, buffer);
        if (point == HookPoint::kTcEgress)
        {
            // Later, as the guest is still inside its send call.
            Simulator::Schedule(
                LocalTime() - Simulator::Now(), &VnicDevice::ToGuest, Ptr<VnicDevice>(this), frame);
        }
        else
        {
            ToHost(frame);
        }
        return false;
    }
    return false;
}

bool
VnicDevice::RunTransform(bool isLeaving, const Ptr<Packet>& frame)
{
    if (!m_transform)
    {
        return true;
    }
    if (m_core && !HasRoom(frame))
    {
        return false;
    }
    const std::optional<DropReason> refusal =
        isLeaving ? m_transform->Leave(*this, frame) : m_transform->Enter(*this, frame);
    if (m_core)
    {
        TakeTime(frame, m_transform->LastWork_ps());
    }
    if (refusal)
    {
        Drop(*refusal, frame);
    }
    return !refusal;
}

bool
VnicDevice::HasRoom(const Ptr<const Packet>& frame)
{
    const int64_t now_ps = LocalTime_ps();
    if (m_core->TurnsTo_ps(now_ps) - now_ps <= m_mostWaiting_ps)
    {
        return true;
    }
    Drop(VNLAB_DROP_QUEUE_OVERFLOW, frame);
    return false;
}

/// What has just run takes its time: what the VM does with the frame is later by that.
void
VnicDevice::TakeTime(const Ptr<const Packet>& frame, int64_t work_ps)
{
    PacketWork work{.core = m_core,
                    .isWeightless = PopulationOf(frame) == Population::kProbe,
                    .readyAt_ps = m_core->TurnsTo_ps(LocalTime_ps())};
    work.Take(work_ps);
    m_local_ps = work.readyAt_ps;
}

/// Why the hooks dropped; a program may have named no reason.
DropReason
VnicDevice::LastDrop() const
{
    const DropReason reason = m_hooks.LastDrop();
    return reason < VNLAB_DROP_REASON_COUNT ? reason : VNLAB_DROP_UNSUPPORTED;
}

void
VnicDevice::Drop(DropReason reason, const Ptr<const Packet>& frame)
{
    NS_LOG_LOGIC("vNIC " << m_vnic.value << " drops a frame of " << frame->GetSize()
                         << " bytes: " << ToString(reason));
    m_drops->Count(reason, frame);
    m_dropTrace(frame, reason);
}

bool
VnicDevice::DeliverToStack(const Ptr<const Packet>& frame) const
{
    const std::optional<FrameFields> fields = FieldsOf(frame);
    return fields && m_stack->Deliver(m_providerAddress, *fields, frame);
}

} // namespace ns3::vnlab
