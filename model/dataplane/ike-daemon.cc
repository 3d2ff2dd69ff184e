// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/ike-daemon.h"

#include "model/dice.h"
#include "model/ip/packet-fields.h"
#include "model/plain-bytes.h"
#include "model/population.h"
#include "model/substrate/address-plan.h"
#include "model/wire/outer-ipv4-udp.h"
#include "model/wire/protocol-numbers.h"

#include "ns3/abort.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

const DicePurpose kIkeChance{"ike.chance"};

const Time kAcquireExpires = Seconds(30); ///< Linux's net.core.xfrm_acq_expires

/// RFC 7296 §3.5: an end is called by its address.
ike::Identity
IdentityAt(uint32_t address)
{
    ByteWriter writer;
    return {.type = ike::Identity::kIpv4Address, .data = writer.U32(address).Written()};
}

} // namespace

IkeWork&
IkeWork::operator+=(const IkeWork& other)
{
    messages += other.messages;
    agreements += other.agreements;
    associations += other.associations;
    failures += other.failures;
    notAuthentic += other.notAuthentic;
    return *this;
}

IkeDaemon::IkeDaemon(NegotiatedAssociations& associations,
                     VnicDevice& at,
                     const IkeSettings& settings)
    : m_associations(associations),
      m_at(at),
      m_settings(settings)
{
}

IkeDaemon::~IkeDaemon()
{
    m_timer.Cancel();
}

void
IkeDaemon::SetPrice(int64_t agreement_ps)
{
    m_agreement_ps = agreement_ps;
}

/// Chance is the run's own, as ns-3's random variables are.
void
IkeDaemon::Draw(std::span<uint8_t> bytes)
{
    const Dice dice(RngSeedManager::GetSeed(), static_cast<uint32_t>(RngSeedManager::GetRun()));
    for (uint8_t& byte : bytes)
    {
        byte = static_cast<uint8_t>(dice.Number(kIkeChance, m_at.GetVnic().value, m_drawn++));
    }
}

ike::EndSettings
IkeDaemon::SettingsFor(uint32_t remote, const IkePeerValue& value) const
{
    return {.own = IdentityAt(m_ownAddress),
            .peer = IdentityAt(remote),
            .secret = {value.secret.begin(), value.secret.end()},
            .goesFirst = m_ownAddress < remote};
}

/// A VM that has moved has another address, by which its peers will call it.
void
IkeDaemon::NoticeMove()
{
    const uint32_t address = m_at.GetProviderAddress();
    if (m_ownAddress != address)
    {
        m_ownAddress = address;
        for (auto& [remote, known] : m_peers)
        {
            known.peer.Rename(SettingsFor(remote, known.value));
        }
    }
}

bool
IkeDaemon::Write(std::span<const uint8_t> key, std::span<const uint8_t> value)
{
    const auto peer = ReadAs<IkePeerKey>(key);
    const auto wanted = ReadAs<IkePeerValue>(value);
    if (!peer || !wanted)
    {
        return false;
    }
    NoticeMove();
    const auto before = m_peers.find(peer->remote);
    if (before != m_peers.end() && before->second.value == *wanted)
    {
        return true;
    }
    Erase(key);
    const Time now = Simulator::Now();
    const auto draw = [this](std::span<uint8_t> bytes) { Draw(bytes); };
    Known& known =
        m_peers
            .emplace(peer->remote,
                     Known{.value = *wanted,
                           .peer = ike::Peer(
                               SettingsFor(peer->remote, *wanted), draw, m_settings.rekeyAfter),
                           .asksFrom = now + kAcquireExpires,
                           .opens = {}})
            .first->second;
    Do(peer->remote, known, known.peer.Start(now));
    return true;
}

bool
IkeDaemon::Erase(std::span<const uint8_t> key)
{
    const auto peer = ReadAs<IkePeerKey>(key);
    const auto known = peer ? m_peers.find(peer->remote) : m_peers.end();
    if (known == m_peers.end())
    {
        return false;
    }
    Forget(known->first, known->second);
    m_peers.erase(known);
    SetTimer();
    return true;
}

void
IkeDaemon::Forget(uint32_t remote, const Known& known)
{
    m_associations.StopSealing({remote, known.value.sealsAs});
    for (const uint32_t spi : known.opens)
    {
        m_associations.StopOpening(spi);
    }
}

void
IkeDaemon::Clear()
{
    for (const auto& [remote, known] : m_peers)
    {
        Forget(remote, known);
    }
    m_peers.clear();
    SetTimer();
}

bool
IkeDaemon::IsPeer(uint32_t address) const
{
    return m_peers.contains(address);
}

void
IkeDaemon::Acquire(uint32_t remote)
{
    const auto known = m_peers.find(remote);
    const Time now = Simulator::Now();
    if (known == m_peers.end() || now < known->second.asksFrom)
    {
        return;
    }
    NoticeMove();
    known->second.asksFrom = now + kAcquireExpires;
    Do(remote, known->second, known->second.peer.Start(now));
}

void
IkeDaemon::Sealed(uint32_t remote, uint64_t packets)
{
    const auto known = m_peers.find(remote);
    if (known != m_peers.end() && m_settings.rekeyPackets != 0 &&
        packets >= m_settings.rekeyPackets)
    {
        Do(remote, known->second, known->second.peer.Rekey(Simulator::Now()));
    }
}

void
IkeDaemon::Receive(const Ptr<const Packet>& frame)
{
    const std::optional<FrameFields> fields = FieldsOf(frame);
    const auto known = fields ? m_peers.find(fields->source) : m_peers.end();
    Bytes bytes(frame->GetSize());
    frame->CopyData(bytes.data(), frame->GetSize());
    const size_t end = fields ? fields->l3Offset + size_t{fields->totalLength} : 0;
    const size_t begin = fields ? fields->l4Offset + size_t{kUdpSize} : 0;
    if (known == m_peers.end() || begin > end || end > bytes.size())
    {
        return;
    }
    NoticeMove();
    const auto message = std::span<const uint8_t>(bytes).subspan(begin, end - begin);
    Do(fields->source, known->second, known->second.peer.Receive(message, Simulator::Now()));
}

void
IkeDaemon::Do(uint32_t remote, Known& known, const ike::Actions& actions)
{
    const OutboundAssociationKey sealsAs{remote, known.value.sealsAs};
    for (const ike::ChildSa& child : actions.opens)
    {
        known.opens.push_back(child.opensSpi);
        m_associations.StartOpening(child.opensSpi, child.opens, known.value.opensAs);
    }
    if (actions.seals)
    {
        m_associations.StartSealing(sealsAs, actions.seals->sealsSpi, actions.seals->seals);
        ++m_work.associations;
    }
    if (actions.sealsNoMore)
    {
        m_associations.StopSealing(sealsAs);
    }
    for (const uint32_t spi : actions.closed)
    {
        std::erase(known.opens, spi);
        m_associations.StopOpening(spi);
    }
    m_work.agreements += actions.hasAgreed;
    m_work.failures += actions.failure.has_value();
    m_work.notAuthentic += actions.failure == ike::Failure::kNotAuthentic;
    const Time when = m_at.Compute(actions.hasAgreed ? m_agreement_ps : 0);
    for (const Bytes& message : actions.messages)
    {
        Send(remote, message, when);
    }
    SetTimer();
}

void
IkeDaemon::Send(uint32_t remote, std::span<const uint8_t> message, Time when)
{
    const OuterIpv4 outer{.destinationMac = address_plan::kGatewayMac,
                          .sourceMac = ToBytes(m_at.GetMac()),
                          .source = m_ownAddress,
                          .destination = remote,
                          .protocol = ipproto::kUdp,
                          .id = ++m_sent,
                          .l4Length = kUdpSize + message.size()};
    Bytes bytes(kEthernetIpv4Size + kUdpSize);
    const bool isWritten = WriteEthernetIpv4(bytes, outer) != 0 &&
                           WriteUdp(std::span(bytes).subspan(kEthernetIpv4Size),
                                    outer,
                                    ike::kPort,
                                    ike::kPort,
                                    InternetChecksum().Add(message)) != 0;
    NS_ABORT_MSG_UNLESS(isWritten, "a message of IKE is too long for a datagram");
    bytes.insert(bytes.end(), message.begin(), message.end());
    const Ptr<Packet> frame = Create<Packet>(bytes.data(), static_cast<uint32_t>(bytes.size()));
    Mark(frame, Population::kControl);
    Simulator::Schedule(when - Simulator::Now(),
                        [device = Ptr<VnicDevice>(&m_at), frame] { device->SendFrame(frame); });
    ++m_work.messages;
}

/// One event for the first of all deadlines.
void
IkeDaemon::SetTimer()
{
    m_timer.Cancel();
    Time first = Time::Max();
    for (const auto& [remote, known] : m_peers)
    {
        first = std::min(first, known.peer.Deadline().value_or(Time::Max()));
    }
    if (first != Time::Max())
    {
        m_timer = Simulator::Schedule(first - Simulator::Now(), &IkeDaemon::Expire, this);
    }
}

void
IkeDaemon::Expire()
{
    NoticeMove();
    const Time now = Simulator::Now();
    for (auto& [remote, known] : m_peers)
    {
        if (known.peer.Deadline().value_or(Time::Max()) <= now)
        {
            Do(remote, known, known.peer.Expire(now));
        }
    }
    SetTimer();
}

const IkeWork&
IkeDaemon::Work() const
{
    return m_work;
}

const ike::Peer*
IkeDaemon::FindPeer(uint32_t remote) const
{
    const auto known = m_peers.find(remote);
    return known == m_peers.end() ? nullptr : &known->second.peer;
}

} // namespace ns3::vnlab
