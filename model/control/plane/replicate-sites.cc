// SPDX-License-Identifier: GPL-2.0-only
//
// The sites of `replicate`: what they say to each other, and how one catches up that was cut off.
#include "model/control/plane/replicate.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <any>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// @return whether one has changes that the other has not
bool
HasMoreThan(const ReplicaVersions& versions, const ReplicaVersions& other)
{
    for (size_t site = 0; site < versions.size(); ++site)
    {
        if (versions[site] > other[site])
        {
            return true;
        }
    }
    return false;
}

} // namespace

Time
ReplicatePlane::Work(uint32_t site, Time work)
{
    m_cpu += work;
    return m_sites[site].place.cpu->Work(work);
}

std::optional<uint32_t>
ReplicatePlane::SiteAt(uint32_t address) const
{
    const auto found =
        std::ranges::find(m_sites, address, [](const Site& it) { return it.place.peer.address; });
    return found == m_sites.end() ? std::nullopt
                                  : std::optional(static_cast<uint32_t>(found - m_sites.begin()));
}

PeerChannel&
ReplicatePlane::ChannelOf(uint32_t a, uint32_t b)
{
    const auto [client, server] = std::pair(std::min(a, b), std::max(a, b));
    std::unique_ptr<PeerChannel>& channel = m_channels[{client, server}];
    if (!channel)
    {
        const auto at = [this](uint32_t address) { return SiteAt(address).value(); };
        const auto other = [client, server](uint32_t site)
        { return site == client ? server : client; };
        channel = std::make_unique<PeerChannel>(
            m_sites[client].place.peer,
            m_sites[server].place.peer,
            [this, at](uint32_t address) { return Work(at(address), m_setting.costs.handshake); },
            [this, at, other](uint32_t address, const std::any& message)
            {
                const uint32_t site = at(address);
                Hear(site, other(site), *std::any_cast<const SharedReplicaMessage&>(message));
            },
            m_traffic);
        channel->BreakAfter(m_setting.times,
                            {.opened = [this, at, other](uint32_t address)
                             { Opened(at(address), other(at(address))); },
                             .broke = [this, client, server](const PeerChannel::Lost& messages)
                             { Broke(client, server, messages); }});
    }
    return *channel;
}

void
ReplicatePlane::OpenChannels()
{
    for (uint32_t server = 1; server < m_sites.size(); ++server)
    {
        for (uint32_t client = 0; client < server; ++client)
        {
            ChannelOf(client, server).Open();
        }
    }
}

ReplicatePlane::Way&
ReplicatePlane::WayOf(uint32_t from, uint32_t to)
{
    return m_ways[{from, to}];
}

/// Where the other one is being brought up to date, that will have it.
void
ReplicatePlane::Tell(uint32_t from, uint32_t to, const SharedReplicaMessage& message)
{
    if (WayOf(from, to).isCurrent)
    {
        SayWhenWorked(from, to, message);
    }
}

/// Says something, unless the connection breaks before.
void
ReplicatePlane::SayWhenWorked(uint32_t from, uint32_t to, const SharedReplicaMessage& message)
{
    Simulator::Schedule(Work(from, m_setting.costs.message),
                        [this, from, to, message, breaks = WayOf(from, to).breaks]
                        {
                            if (WayOf(from, to).breaks == breaks)
                            {
                                Say(from, to, message);
                            }
                        });
}

void
ReplicatePlane::Say(uint32_t from, uint32_t to, const SharedReplicaMessage& message)
{
    ++m_peerMessages;
    ChannelOf(from, to).Send(m_sites[from].place.peer.address, message->Size(), message);
}

void
ReplicatePlane::Hear(uint32_t at, uint32_t from, const ReplicaMessage& message)
{
    switch (message.kind)
    {
    case ReplicaMessage::Kind::kChange:
    case ReplicaMessage::Kind::kMissing:
        Learn(at, message);
        return;
    case ReplicaMessage::Kind::kVersions:
        HearVersions(at, from, message.versions);
        return;
    case ReplicaMessage::Kind::kDone:
        std::ranges::for_each(message.done, [&](uint64_t count) { Settle({at, count}); });
    }
}

/// The other one gets what it lacks, and from now on each change when there is one.
void
ReplicatePlane::HearVersions(uint32_t at, uint32_t from, const ReplicaVersions& versions)
{
    const Site& site = m_sites[at];
    WayOf(at, from).isCurrent = true;
    if (HasMoreThan(site.list.Versions(), versions))
    {
        std::vector<ReplicaEntry> missing = site.list.Beyond(versions);
        m_missed += missing.size();
        Tell(at,
             from,
             std::make_shared<const ReplicaMessage>(
                 ReplicaMessage{.kind = ReplicaMessage::Kind::kMissing,
                                .versions = site.list.Versions(),
                                .entries = std::move(missing),
                                .number = site.number}));
    }
}

/// An end of a channel is open; where it was before, the other end may have missed something.
void
ReplicatePlane::Opened(uint32_t at, uint32_t other)
{
    if (WayOf(at, other).breaks > 0)
    {
        SayWhenWorked(
            at,
            other,
            std::make_shared<const ReplicaMessage>(ReplicaMessage{
                .kind = ReplicaMessage::Kind::kVersions, .versions = m_sites[at].list.Versions()}));
    }
}

/// Of what was lost, changes are among what the other end will be found to lack.
void
ReplicatePlane::Broke(uint32_t a, uint32_t b, const PeerChannel::Lost& messages)
{
    for (Way* const way : {&WayOf(a, b), &WayOf(b, a)})
    {
        way->isCurrent = false;
        ++way->breaks;
    }
    for (const auto& [address, lost] : messages)
    {
        const auto& message = std::any_cast<const SharedReplicaMessage&>(lost);
        if (message->kind == ReplicaMessage::Kind::kDone)
        {
            const uint32_t from = SiteAt(address).value();
            Say(from, from == a ? b : a, message);
        }
    }
}

void
ReplicatePlane::SetServerDown(ServerId server, bool isDown)
{
    for (const Site& site : m_sites)
    {
        site.place.push->SetServerDown(server, isDown);
    }
    const auto site =
        std::ranges::find(m_sites, server, [](const Site& it) { return it.place.server; });
    if (m_sites.size() == 1 || site == m_sites.end())
    {
        return;
    }
    site->isOff = isDown;
    const uint32_t turn = ++site->turns;
    const auto index = static_cast<uint32_t>(site - m_sites.begin());
    Simulator::Schedule(m_setting.detection,
                        [this, index, isDown, turn]
                        {
                            if (m_sites[index].turns == turn)
                            {
                                Notice(index, isDown);
                            }
                        });
    EnterAgain();
}

/// The others know that a site has failed, or works again.
void
ReplicatePlane::Notice(uint32_t site, bool isDown)
{
    if (std::exchange(m_sites[site].isKnownOff, isDown) == isDown)
    {
        return; // it was over before anybody noticed
    }
    for (uint32_t other = 0; other < m_sites.size(); ++other)
    {
        if (other != site)
        {
            ChannelOf(site, other).Break();
        }
    }
    EnterAgain();
}

void
ReplicatePlane::ReceivePacket(uint32_t address, const Ptr<const Packet>& frame)
{
    const std::optional<TcpSegment> segment = ReadSegment(frame);
    if (!segment)
    {
        return;
    }
    const std::optional<uint32_t> at = SiteAt(address);
    const std::optional<uint32_t> from = SiteAt(segment->source);
    if (at && from && segment->destinationPort == kPeerPort)
    {
        if (at != from)
        {
            ChannelOf(*at, *from).ReceiveSegment(address, *segment);
        }
        return;
    }
    if (const auto site = m_siteByAddress.find(address); site != m_siteByAddress.end())
    {
        m_sites[site->second].place.push->ReceivePacket(address, frame);
    }
}

} // namespace ns3::vnlab
