// SPDX-License-Identifier: GPL-2.0-only
#include "model/guest/light-tcp.h"

#include "model/dice.h"

#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

const DicePurpose kInitialSequence{"guest.initial-sequence"};

const Time kIdle = Seconds(60);

/// A number of the sequence space is drawn by the run's own seed, as ns-3's random variables are.
uint32_t
DrawSequence(VmId vm, uint32_t counter)
{
    const Dice dice(RngSeedManager::GetSeed(), static_cast<uint32_t>(RngSeedManager::GetRun()));
    return static_cast<uint32_t>(dice.Number(kInitialSequence, vm.value, counter));
}

bool
IsAfter(uint32_t number, uint32_t other)
{
    return static_cast<int32_t>(number - other) > 0;
}

} // namespace

LightTcp::LightTcp(VmId vm, TcpUser& user)
    : m_vm(vm),
      m_user(user),
      m_forgotten(Simulator::Now())
{
}

void
LightTcp::Connect(const TcpConnection& connection)
{
    State& state = Add(connection, Phase::kSynSent);
    TcpFields syn{.sequence = state.next++, .flags = tcpflag::kSyn};
    m_user.SendSegment(connection, syn, Create<Packet>());
}

bool
LightTcp::Send(const TcpConnection& connection, const Ptr<Packet>& payload)
{
    const auto found = m_connections.find(connection);
    if (found == m_connections.end() || found->second.phase == Phase::kLastAck)
    {
        return false;
    }
    if (found->second.phase == Phase::kEstablished)
    {
        Transmit(connection, found->second, payload);
    }
    else
    {
        found->second.waiting.push_back(payload);
    }
    return true;
}

void
LightTcp::Close(const TcpConnection& connection)
{
    const auto found = m_connections.find(connection);
    if (found == m_connections.end())
    {
        return;
    }
    const State state = found->second;
    m_connections.erase(found);
    if (state.phase != Phase::kSynSent)
    {
        Reset(connection, state.next);
    }
}

bool
LightTcp::Receive(const TcpConnection& connection, const TcpFields& segment, Ptr<Packet> payload)
{
    Forget();
    const auto found = m_connections.find(connection);
    if (found == m_connections.end())
    {
        return ReceiveUnknown(connection, segment, payload->GetSize());
    }
    found->second.heard = Simulator::Now();
    if (found->second.phase == Phase::kSynSent)
    {
        ReceiveSynSent(connection, segment);
    }
    else
    {
        ReceiveSynchronized(connection, segment, payload);
    }
    return true;
}

/// RFC 9293 §3.10.7.1 and §3.10.7.2: the states CLOSED and LISTEN.
bool
LightTcp::ReceiveUnknown(const TcpConnection& connection,
                         const TcpFields& segment,
                         uint32_t payloadBytes)
{
    const bool accepts = m_user.Accepts(connection.port);
    if (segment.Has(tcpflag::kReset))
    {
        return false;
    }
    if (segment.Has(tcpflag::kAck))
    {
        Reset(connection, segment.acknowledgement);
        return false;
    }
    if (accepts && segment.Has(tcpflag::kSyn))
    {
        State& state = Add(connection, Phase::kSynReceived);
        state.expected = segment.sequence + 1;
        Answer(connection, state, tcpflag::kSyn | tcpflag::kAck);
        ++state.next;
        return true;
    }
    if (!accepts)
    {
        const uint32_t length = payloadBytes + (segment.Has(tcpflag::kSyn) ? 1 : 0) +
                                (segment.Has(tcpflag::kFin) ? 1 : 0);
        m_user.SendSegment(connection,
                           {.acknowledgement = segment.sequence + length,
                            .flags = tcpflag::kReset | tcpflag::kAck},
                           Create<Packet>());
    }
    return false;
}

/// RFC 9293 §3.10.7.3. A SYN without ACK, of an end that opens at the same time, is not answered.
void
LightTcp::ReceiveSynSent(const TcpConnection& connection, const TcpFields& segment)
{
    State& state = m_connections.at(connection);
    const bool isReset = segment.Has(tcpflag::kReset);
    if (!segment.Has(tcpflag::kAck))
    {
        return;
    }
    if (segment.acknowledgement != state.next)
    {
        if (!isReset)
        {
            Reset(connection, segment.acknowledgement);
        }
        return;
    }
    if (isReset)
    {
        m_connections.erase(connection);
        m_user.Closed(connection);
    }
    else if (segment.Has(tcpflag::kSyn))
    {
        state.expected = segment.sequence + 1;
        state.phase = Phase::kEstablished;
        Answer(connection, state, tcpflag::kAck);
        for (const Ptr<Packet>& payload : std::exchange(state.waiting, {}))
        {
            Transmit(connection, state, payload);
        }
        m_user.Opened(connection);
    }
}

/// RFC 9293 §3.10.7.4, in its order. Only what is expected next is taken.
void
LightTcp::ReceiveSynchronized(const TcpConnection& connection,
                              const TcpFields& segment,
                              const Ptr<Packet>& payload)
{
    State& state = m_connections.at(connection);
    const bool isNext = segment.sequence == state.expected;
    if (segment.Has(tcpflag::kReset))
    {
        if (isNext) // RFC 5961 §3.2; one that is near would be challenged, were there a window
        {
            const bool wasOpen = state.phase != Phase::kSynReceived;
            m_connections.erase(connection);
            if (wasOpen)
            {
                m_user.Closed(connection);
            }
        }
        return;
    }
    if (!isNext || segment.Has(tcpflag::kSyn)) // RFC 5961 §4.2: a SYN is challenged
    {
        Answer(connection, state, tcpflag::kAck);
        return;
    }
    if (segment.Has(tcpflag::kAck) && AcceptsAck(connection, state, segment))
    {
        Take(connection, segment, payload);
    }
}

/// @return whether what else the segment has counts
bool
LightTcp::AcceptsAck(const TcpConnection& connection, State& state, const TcpFields& segment)
{
    if (state.phase == Phase::kSynReceived)
    {
        if (segment.acknowledgement != state.next)
        {
            Reset(connection, segment.acknowledgement);
            return false;
        }
        state.phase = Phase::kEstablished;
        m_user.Opened(connection);
        return m_connections.contains(connection);
    }
    if (IsAfter(segment.acknowledgement, state.next))
    {
        Answer(connection, state, tcpflag::kAck);
        return false;
    }
    if (state.phase == Phase::kLastAck)
    {
        if (segment.acknowledgement == state.next)
        {
            m_connections.erase(connection);
        }
        return false;
    }
    return true;
}

/// The data and the FIN of a segment that is next.
void
LightTcp::Take(const TcpConnection& connection,
               const TcpFields& segment,
               const Ptr<Packet>& payload)
{
    State& state = m_connections.at(connection);
    const bool closes = segment.Has(tcpflag::kFin);
    if (payload->GetSize() == 0 && !closes)
    {
        return;
    }
    state.expected += payload->GetSize() + (closes ? 1 : 0);
    Answer(connection, state, closes ? tcpflag::kFin | tcpflag::kAck : tcpflag::kAck);
    if (closes)
    {
        ++state.next;
        state.phase = Phase::kLastAck;
    }
    if (payload->GetSize() > 0)
    {
        m_user.Received(connection, payload);
    }
    if (closes && m_connections.contains(connection))
    {
        m_user.Closed(connection);
    }
}

LightTcp::State&
LightTcp::Add(const TcpConnection& connection, Phase phase)
{
    Forget();
    State state{.phase = phase, .next = DrawSequence(m_vm, m_opened++), .heard = Simulator::Now()};
    return m_connections.insert_or_assign(connection, std::move(state)).first->second;
}

void
LightTcp::Answer(const TcpConnection& connection, const State& state, uint8_t flags)
{
    m_user.SendSegment(connection,
                       {.sequence = state.next, .acknowledgement = state.expected, .flags = flags},
                       Create<Packet>());
}

void
LightTcp::Reset(const TcpConnection& connection, uint32_t sequence)
{
    m_user.SendSegment(
        connection, {.sequence = sequence, .flags = tcpflag::kReset}, Create<Packet>());
}

void
LightTcp::Transmit(const TcpConnection& connection, State& state, const Ptr<Packet>& payload)
{
    for (uint32_t at = 0; at < payload->GetSize(); at += kSegmentBytes)
    {
        const uint32_t size = std::min(kSegmentBytes, payload->GetSize() - at);
        const TcpFields fields{.sequence = state.next,
                               .acknowledgement = state.expected,
                               .flags = tcpflag::kPush | tcpflag::kAck};
        state.next += size;
        m_user.SendSegment(connection, fields, payload->CreateFragment(at, size));
    }
}

void
LightTcp::Forget()
{
    const Time now = Simulator::Now();
    if (now - m_forgotten >= kIdle)
    {
        m_forgotten = now;
        std::erase_if(m_connections,
                      [now](const auto& connection)
                      { return now - connection.second.heard >= kIdle; });
    }
}

} // namespace ns3::vnlab
