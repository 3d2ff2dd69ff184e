// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/host-switch.h"

#include "model/ip/ipv4-fragments.h"
#include "model/ip/packet-fields.h"
#include "model/ip/readdressed-packet.h"
#include "model/restored-on-exit.h"
#include "model/substrate/address-plan.h"
#include "model/wire/header-sizes.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// From one vNIC to another on the same host. Also keeps a guest from being called back while it
/// is still sending.
const Time kLocalHop = MicroSeconds(1);

int64_t
NowInPs()
{
    return Simulator::Now().GetNanoSeconds() * 1000;
}

} // namespace

HostSwitch::Refusal::Refusal(DropLog& drops)
    : m_drops(drops)
{
}

void
HostSwitch::Refusal::ReceiveFromVnic(VnicDevice&, Ptr<Packet> frame)
{
    m_drops.Count(VNLAB_DROP_UNVERIFIED, frame);
}

HostSwitch::HostSwitch(Ptr<UplinkDevice> uplink, Fabric& fabric, HostId host, DropLog& drops)
    : m_drops(drops),
      m_uplink(std::move(uplink)),
      m_refusal(drops),
      m_reassembler(drops)
{
    m_uplink->Connect(fabric, host, this, drops);
}

HostSwitch::~HostSwitch()
{
    for (const auto& [vnic, device] : m_vnics)
    {
        device->SetPeer(nullptr);
    }
    for (const auto& [vnic, device] : m_refused)
    {
        device->SetPeer(nullptr);
    }
}

HostId
HostSwitch::GetHost() const
{
    return m_uplink->GetHost();
}

Ptr<UplinkDevice>
HostSwitch::GetUplink() const
{
    return m_uplink;
}

void
HostSwitch::Attach(Ptr<VnicDevice> device)
{
    m_refused.erase(device->GetVnic());
    m_left.End(device->GetVnic());
    device->SetPeer(this);
    m_vnics[device->GetVnic()] = device;
    OnAttach(*device);
}

void
HostSwitch::Detach(VnicId vnic)
{
    if (const auto it = m_vnics.find(vnic); it != m_vnics.end())
    {
        OnDetach(*it->second);
        it->second->SetPeer(nullptr);
        m_vnics.erase(it);
        m_limits.erase(vnic);
    }
    if (const auto it = m_refused.find(vnic); it != m_refused.end())
    {
        it->second->SetPeer(nullptr);
        m_refused.erase(it);
    }
}

void
HostSwitch::OnAttach(VnicDevice&)
{
}

void
HostSwitch::OnDetach(VnicDevice&)
{
}

void
HostSwitch::Refuse(Ptr<VnicDevice> device)
{
    device->SetPeer(&m_refusal);
    m_refused[device->GetVnic()] = device;
}

void
HostSwitch::Limit(VnicId vnic, const std::optional<RateLimit>& limit)
{
    m_limits.erase(vnic);
    if (limit && m_vnics.contains(vnic))
    {
        m_limits.try_emplace(vnic, *limit, Simulator::Now().GetNanoSeconds());
    }
}

bool
HostSwitch::Conforms(VnicId vnic, const Ptr<const Packet>& frame)
{
    const auto limit = m_limits.find(vnic);
    if (limit == m_limits.end())
    {
        return true;
    }
    const int64_t now_ns = Simulator::Now().GetNanoSeconds();
    return PopulationOf(frame) == Population::kProbe ? limit->second.Has(now_ns, frame->GetSize())
                                                     : limit->second.Take(now_ns, frame->GetSize());
}

void
HostSwitch::Redirect(VnicId vnic, const Redirection& redirection)
{
    m_left.Set(vnic, redirection);
}

void
HostSwitch::EndRedirect(VnicId vnic)
{
    m_left.End(vnic);
}

void
HostSwitch::EndRedirects()
{
    m_left.Clear();
}

const Redirections&
HostSwitch::Left() const
{
    return m_left;
}

void
HostSwitch::SendOn(FabricFrame frame, FrameFields fields, uint32_t to)
{
    if (frame.hops + 1 >= frame.ttl)
    {
        Drop(VNLAB_DROP_TTL_EXPIRED, frame.packet);
        return;
    }
    frame.packet = Readdressed(frame.packet, fields, {.destination = to});
    fields.destination = to;
    frame.destination = to;
    frame.flowHash = FlowHash(fields);
    frame.bytes = frame.packet->GetSize();
    ++frame.hops;
    ++Work().redirected;
    Work().redirectedBytes += frame.bytes;
    ToUplink(std::move(frame));
}

void
HostSwitch::MoveState(VnicId, HostSwitch&)
{
}

void
HostSwitch::SetPrices(const PacketPrices& prices, uint32_t cores)
{
    m_prices = prices;
    m_cores.assign(cores, PacketCore());
}

void
HostSwitch::SetStack(const HostStack* stack)
{
    m_stack = stack;
}

void
HostSwitch::SetMisses(const MissHandling& misses)
{
    m_misses = misses.sink;
    m_held = m_misses ? std::make_unique<HeldFrames>(misses.held) : nullptr;
}

RuleKey
HostSwitch::EntryHere(TableId table, std::span<const uint8_t> key) const
{
    return {EnforcementPoint::Of(GetHost()), table, RuleBytes::Copy(key)};
}

bool
HostSwitch::Asks() const
{
    return m_misses && m_asks;
}

bool
HostSwitch::Ask(TableId table,
                std::span<const uint8_t> key,
                const VnicDevice& of,
                const Ptr<Packet>& frame,
                bool isFromUplink)
{
    if (!Asks())
    {
        return false;
    }
    const RuleKey entry = EntryHere(table, key);
    if (m_misses->Missed({entry, of.GetVnic()}) == MissOutcome::kUnknown)
    {
        return false;
    }
    if (!m_held->Hold(entry, {of.GetVnic(), frame, isFromUplink}))
    {
        Drop(VNLAB_DROP_UNRESOLVED, frame);
    }
    return true;
}

void
HostSwitch::TellUsed(TableId table, std::span<const uint8_t> key)
{
    if (m_misses)
    {
        m_misses->Used(EntryHere(table, key));
    }
}

void
HostSwitch::TellNotHere(uint32_t sender, TableId table, std::span<const uint8_t> key)
{
    const std::optional<HostId> other = address_plan::HostOf(sender);
    if (m_misses && other)
    {
        m_misses->NotHere(EnforcementPoint::Of(GetHost()),
                          {EnforcementPoint::Of(*other), table, RuleBytes::Copy(key)});
    }
}

void
HostSwitch::Release(TableId table, std::span<const uint8_t> key)
{
    if (m_held)
    {
        GoOn(m_held->Take(EntryHere(table, key)));
    }
}

void
HostSwitch::GiveUp(TableId table, std::span<const uint8_t> key)
{
    if (m_held)
    {
        m_asks = false;
        GoOn(m_held->Take(EntryHere(table, key)));
        m_asks = true;
    }
}

/// A vNIC may be gone by now, or elsewhere.
void
HostSwitch::GoOn(const std::vector<HeldFrame>& frames)
{
    for (const HeldFrame& held : frames)
    {
        VnicDevice* const vnic = Find(held.of);
        if (!vnic)
        {
            Drop(VNLAB_DROP_DETACHED, held.frame);
            continue;
        }
        const RestoredOnExit restored(m_hand);
        const FrameFields fields = *FieldsOf(held.frame);
        TakeUp(held.frame, CoreHash(fields), NowInPs());
        if (held.isFromUplink)
        {
            FromUplink(MakeFabricFrame(held.frame, fields), fields);
        }
        else
        {
            FromVnic(*vnic, held.frame, fields);
        }
    }
}

void
HostSwitch::SendFromHost(Ptr<Packet> frame)
{
    m_uplink->SendFrame(std::move(frame));
}

uint64_t
HostSwitch::Learned() const
{
    return 0;
}

const SwitchWork&
HostSwitch::Work(Population population) const
{
    return m_work[static_cast<size_t>(population)];
}

VnicDevice*
HostSwitch::Find(VnicId vnic) const
{
    const auto it = m_vnics.find(vnic);
    return it == m_vnics.end() ? nullptr : PeekPointer(it->second);
}

void
HostSwitch::Do(PacketOperation operation)
{
    ++(Work().*CountOf(operation));
    m_hand.work.Take(m_prices[operation]);
}

void
HostSwitch::DoSeal(size_t bytes)
{
    Do(PacketOperation::kSeal);
    Work().sealedBytes += bytes;
    m_hand.work.Take(std::llround(m_prices.sealedByte_ps * static_cast<double>(bytes)));
}

void
HostSwitch::Deliver(VnicDevice& device, Ptr<Packet> frame)
{
    device.ReceiveFromHost(std::move(frame), m_hand.work.readyAt_ps);
}

void
HostSwitch::DeliverLocally(VnicDevice& device, Ptr<Packet> frame)
{
    const int64_t ready_ns = CeilToNs(m_hand.work.readyAt_ps);
    const Time wait = std::max(NanoSeconds(ready_ns) - Simulator::Now(), Time(0));
    Simulator::Schedule(
        wait + kLocalHop, &VnicDevice::ReceiveFromHost, Ptr<VnicDevice>(&device), frame, 0);
}

bool
HostSwitch::ToUplink(FabricFrame frame)
{
    const uint32_t mtu = m_uplink->GetMtu();
    if (frame.bytes <= headersize::kEthernet + mtu)
    {
        SendWhole(std::move(frame));
        return true;
    }
    const std::optional<FrameFields> fields = FieldsOf(frame.packet);
    if (fields->dontFragment)
    {
        Drop(VNLAB_DROP_MTU_EXCEEDED, frame.packet);
        return false;
    }
    const uint32_t headers = fields->l4Offset;
    std::vector<Ptr<Packet>> fragments = FragmentIpv4(frame.packet, *fields, mtu);
    Work().overheadBytes += headers * (fragments.size() - 1);
    frame.flowHash = FlowHash(*FieldsOf(fragments.front())); // the same for all: without ports
    for (Ptr<Packet>& fragment : fragments)
    {
        FabricFrame piece = frame;
        piece.bytes = fragment->GetSize();
        piece.packet = std::move(fragment);
        SendWhole(std::move(piece));
    }
    return true;
}

void
HostSwitch::SendWhole(FabricFrame frame)
{
    frame.ready_ns = CeilToNs(m_hand.work.readyAt_ps);
    m_uplink->SendToFabric(std::move(frame));
}

/// @return by which a flow's packets stay with a core
uint32_t
HostSwitch::CoreHash(const FrameFields& fields) const
{
    return m_cores.size() > 1 ? FlowHash(fields) : 0;
}

void
HostSwitch::TakeUp(const Ptr<const Packet>& frame, uint32_t flowHash, int64_t from_ps)
{
    PacketCore& core = m_cores[flowHash % m_cores.size()];
    const Population population = PopulationOf(frame);
    m_hand = {.population = population,
              .work = {.core = &core,
                       .isWeightless = population == Population::kProbe,
                       .readyAt_ps = core.TurnsTo_ps(from_ps)}};
}

bool
HostSwitch::Admit(const Ptr<const Packet>& frame, uint32_t flowHash, int64_t from_ps)
{
    TakeUp(frame, flowHash, from_ps);
    if (m_hand.work.readyAt_ps - from_ps > m_prices.mostWaiting_ps)
    {
        Drop(VNLAB_DROP_QUEUE_OVERFLOW, frame);
        return false;
    }
    Do(PacketOperation::kForward);
    return true;
}

void
HostSwitch::Drop(DropReason reason, const Ptr<const Packet>& frame)
{
    m_drops.Count(reason, frame);
}

void
HostSwitch::ReceiveFromVnic(VnicDevice& vnic, Ptr<Packet> frame)
{
    if (!m_limits.empty() && !Conforms(vnic.GetVnic(), frame))
    {
        Drop(VNLAB_DROP_RATE_LIMITED, frame);
        return;
    }
    const std::optional<FrameFields> fields = FieldsOf(frame);
    if (!fields)
    {
        Drop(VNLAB_DROP_MALFORMED, frame);
        return;
    }
    const RestoredOnExit restored(m_hand);
    if (Admit(frame, CoreHash(*fields), vnic.LocalTime_ps()))
    {
        FromVnic(vnic, std::move(frame), *fields);
    }
}

void
HostSwitch::ReceiveFromUplink(FabricFrame frame)
{
    std::optional<FrameFields> fields = CheckedFieldsOf(frame.packet);
    if (!fields)
    {
        Drop(VNLAB_DROP_MALFORMED, frame.packet);
        return;
    }
    const uint32_t own = address_plan::HostAddress(GetHost());
    const bool isTenants = fields->l3Offset != headersize::kEthernet; // in a VLAN of theirs
    if (!isTenants && fields->destination == own && IsFragment(*fields))
    {
        TrimToIpv4(frame.packet, *fields);
        const auto whole = m_reassembler.Add(std::move(frame.packet), *fields);
        if (!whole)
        {
            return;
        }
        frame.packet = whole->frame;
        frame.bytes = frame.packet->GetSize();
        fields = whole->fields;
    }
    if (!isTenants && m_stack && m_stack->Deliver(own, *fields, frame.packet))
    {
        return;
    }
    const RestoredOnExit restored(m_hand);
    if (Admit(frame.packet, frame.flowHash, NowInPs()))
    {
        FromUplink(std::move(frame), *fields);
    }
}

} // namespace ns3::vnlab
