// SPDX-License-Identifier: GPL-2.0-only
#include "model/traffic/leak-meter.h"

#include "model/population.h"
#include "model/substrate/address-plan.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <span>

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kTunnelIds = 1 << 24;
constexpr uint32_t kFirstMulticast = 0xe0000000; // RFC 1112 §4; broadcast is behind it

/// @return whether the address can be another VM's own
bool
IsOfVm(uint32_t address)
{
    return address < kFirstMulticast && !address_plan::IsReserved(address);
}

/// @return whether the provider's address is a vNIC's
bool
IsOfVnic(uint32_t address)
{
    return address_plan::HostOf(address) && address_plan::SlotOf(address) != 0;
}

/// @return whether one of the headers names both ends of what is said
bool
Names(const Overheard& heard, const Overheard::Ends& said)
{
    return std::ranges::any_of(std::span(heard.ends.data(), heard.layers),
                               [&said](const Overheard::Ends& ends) {
                                   return ends == said ||
                                          (IsOfVnic(ends.source) && IsOfVnic(ends.destination));
                               });
}

uint64_t
PayloadOf(const Overheard& said)
{
    return uint64_t{said.payload} + said.sealed;
}

double
Fraction(uint64_t part, uint64_t whole)
{
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

} // namespace

LeakMeter::LeakMeter(Fabric& fabric)
    : m_fabric(fabric),
      m_onCable(fabric.GetTopology().Links(), 0)
{
    fabric.WatchHosts([this](HostId host, const FabricFrame& frame) { Departs(host, frame); });
}

void
LeakMeter::Watch(VnicDevice& vnic)
{
    vnic.AddObserver(this);
}

void
LeakMeter::SendBegins(const VnicDevice& vnic, const Ptr<const Packet>& frame)
{
    m_isSending = PopulationOf(frame) == Population::kTraffic;
    if (m_isSending)
    {
        m_speaker = vnic.GetVnic();
        m_said = m_witness.Read(frame);
        m_crosses = false;
        m_read_bytes = 0;
    }
}

void
LeakMeter::SendEnds(const VnicDevice&)
{
    if (m_isSending && m_crosses)
    {
        m_sent_bytes += PayloadOf(m_said);
        m_leaked_bytes += std::min(m_read_bytes, PayloadOf(m_said)); // copies are one
    }
    m_isSending = false;
}

void
LeakMeter::Departs(HostId host, const FabricFrame& frame)
{
    if (!m_isSending)
    {
        return;
    }
    const Overheard heard = m_eavesdropper.Read(frame.packet);
    m_crosses = true;
    m_read_bytes += heard.payload;
    if (heard.tunnelId)
    {
        NoteTunnelId(*heard.tunnelId);
    }
    if (m_said.layers > 0 && IsOfVm(m_said.ends.front().destination))
    {
        NoteRelation(host, frame, heard);
    }
}

void
LeakMeter::NoteRelation(HostId host, const FabricFrame& frame, const Overheard& heard)
{
    const Overheard::Ends& ends = m_said.ends.front();
    Relation& relation = m_relations[uint64_t{m_speaker.value} << 32 | ends.destination];
    if (relation.Leaks())
    {
        return;
    }
    relation.hasTalked |= !(m_said.isArp && m_said.layers == 1);
    relation.isReadable |= Names(heard, ends);
    if (relation.Leaks())
    {
        std::set<LinkId> cables; // a way may lead back over one
        for (const LinkId link : m_fabric.WayOf(host, frame))
        {
            cables.insert(CableOf(link));
        }
        std::ranges::for_each(cables, [this](LinkId cable) { ++m_onCable[cable.value]; });
    }
}

void
LeakMeter::NoteTunnelId(uint32_t id)
{
    m_tunnelIds.resize(kTunnelIds);
    m_tunnelIdCount += m_tunnelIds[id] ? 0 : 1;
    m_tunnelIds[id] = true;
}

LinkId
LeakMeter::CableOf(LinkId link) const
{
    return std::min(link, m_fabric.GetTopology().Reverse(link));
}

/// @return the links that frames between hosts can take, both directions of one together
uint32_t
LeakMeter::Cables() const
{
    const Topology& topology = m_fabric.GetTopology();
    const uint32_t inside = topology.Hosts() + topology.Leaves() * topology.spines;
    return topology.datacenters == 1 ? inside : inside + topology.Spines() + topology.wanLinks;
}

WireLeaks
LeakMeter::Leaks() const
{
    uint64_t talked = 0;
    uint64_t leaked = 0;
    for (const auto& [who, relation] : m_relations)
    {
        talked += relation.hasTalked ? 1 : 0;
        leaked += relation.Leaks() ? 1 : 0;
    }
    const uint64_t onAll = std::accumulate(m_onCable.begin(), m_onCable.end(), uint64_t{0});
    return {.payload = Fraction(m_leaked_bytes, m_sent_bytes),
            .relations = Fraction(leaked, talked),
            .worstLink = Fraction(*std::ranges::max_element(m_onCable), talked),
            .meanLink = Fraction(onAll, talked * Cables()),
            .tunnelIds = m_tunnelIdCount,
            .talked = talked,
            .sent_bytes = m_sent_bytes};
}

} // namespace ns3::vnlab
