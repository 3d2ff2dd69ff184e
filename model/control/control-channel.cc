// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/control-channel.h"

#include "model/protocol/tls-record.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <any>
#include <iterator>
#include <utility>

namespace ns3::vnlab
{

namespace
{

using Kind = ControlMessage::Kind;

ControlMessage
Handshake(Kind kind)
{
    ControlMessage message;
    message.kind = kind;
    return message;
}

/// @return whether an agent says it unasked
bool
IsNotice(Kind kind)
{
    return kind == Kind::kMiss || kind == Kind::kForgotten || kind == Kind::kBusyPair;
}

} // namespace

ControlChannel::ControlChannel(EnforcementPoint at,
                               const ControlEnd& controller,
                               const ControlEnd& agentEnd,
                               std::unique_ptr<RuleAgent> agent,
                               ChannelOwner& owner,
                               ControlTraffic& traffic)
    : m_at(at),
      m_agent(std::move(agent)),
      m_owner(owner),
      m_traffic(traffic),
      m_agentCpu(agentEnd.cpu),
      m_controllerEnd(
          AddressingBetween(controller, agentEnd),
          SegmentBetween(controller, agentEnd),
          MarkingControl(controller.transmit),
          [this](const std::any& message)
          { AtController(std::any_cast<const ControlMessage&>(message)); },
          traffic),
      m_agentEnd(
          AddressingBetween(agentEnd, controller),
          SegmentBetween(controller, agentEnd),
          MarkingControl(agentEnd.transmit),
          [this](const std::any& message)
          { AtAgent(std::any_cast<const ControlMessage&>(message)); },
          traffic),
      m_startUp(agentEnd.startUp)
{
    m_controllerEnd.SetPeer(&m_agentEnd);
    m_agentEnd.SetPeer(&m_controllerEnd);
    m_controllerEnd.SetPatience(this);
    m_agentEnd.SetPatience(this);
}

void
ControlChannel::Send(uint64_t update, EncodedRules rules)
{
    ControlMessage message;
    message.kind = Kind::kUpdate;
    message.update = update;
    message.rules = std::move(rules);
    m_unacknowledged.push_back(update);
    if (m_state == State::kReady)
    {
        SendRecord(m_controllerEnd, std::move(message));
        return;
    }
    if (!m_resync)
    {
        m_owner.Waits(m_at, message.rules.Count());
    }
    m_waiting.push_back(std::move(message));
    Open();
}

bool
ControlChannel::Register()
{
    Open();
    return !m_agentReady;
}

/// Opens the channel where it is not open and can be.
void
ControlChannel::Open()
{
    if (m_state != State::kIdle || m_isMoving)
    {
        return;
    }
    m_state = State::kHandshake;
    const bool isFirst = !std::exchange(m_hasStarted, true);
    if (isFirst)
    {
        m_startedAt = Simulator::Now() + m_startUp;
    }
    if (m_hasWorked)
    {
        Connect();
        return;
    }
    After(m_owner.WorkOnHandshake(m_at, isFirst), [this] { Connect(); });
}

void
ControlChannel::Connect()
{
    m_hasWorked = true;
    m_controllerEnd.Connect();
    SendRecord(m_controllerEnd, Handshake(Kind::kClientHello));
}

/// Takes a step later, unless the connection is given up before.
void
ControlChannel::After(Time wait, std::function<void()> step)
{
    Simulator::Schedule(wait,
                        [this, connections = m_connections, step = std::move(step)]
                        {
                            if (connections == m_connections)
                            {
                                step();
                            }
                        });
}

/// @return how long until the agent has done its end of a handshake that begins now
Time
ControlChannel::AgentWork()
{
    const Time work = m_owner.AgentHandshake();
    return std::max(m_startedAt - Simulator::Now(), Time(0)) +
           (m_agentCpu ? m_agentCpu->Work(work) : work);
}

void
ControlChannel::SendRecord(TcpStream& from, ControlMessage message)
{
    const bool resumes = message.kind == Kind::kResume;
    if (resumes || message.kind == Kind::kUpdate || message.kind == Kind::kAck ||
        IsNotice(message.kind))
    {
        ++m_traffic.messages;
        m_traffic.resyncMessages += resumes || message.update == ControlMessage::kResync ? 1 : 0;
    }
    Ptr<Packet> records = tls::MakeRecords(message.Size());
    from.Send(std::move(records), std::move(message));
}

bool
ControlChannel::IsUsed() const
{
    return m_hasStarted;
}

RuleAgent&
ControlChannel::Agent()
{
    return *m_agent;
}

uint32_t
ControlChannel::AgentAddress() const
{
    return m_agentEnd.Source();
}

uint32_t
ControlChannel::ControllerAddress() const
{
    return m_controllerEnd.Source();
}

void
ControlChannel::Tell(ControlMessage notice)
{
    SendAck(std::move(notice));
}

void
ControlChannel::SendAck(ControlMessage ack)
{
    if (m_agentReady)
    {
        SendRecord(m_agentEnd, std::move(ack));
    }
    else
    {
        m_acksWaiting.push_back(std::move(ack));
        Open();
    }
}

void
ControlChannel::ReceiveAtController(const TcpSegment& segment)
{
    m_controllerEnd.ReceiveSegment(segment);
}

void
ControlChannel::ReceiveAtAgent(const TcpSegment& segment)
{
    m_agentEnd.ReceiveSegment(segment);
}

void
ControlChannel::SendAcks()
{
    if (m_resync)
    {
        m_resync->acks = std::exchange(m_acksWaiting, {});
        SendRecord(m_agentEnd, Handshake(Kind::kResume));
        return;
    }
    for (ControlMessage& ack : std::exchange(m_acksWaiting, {}))
    {
        SendRecord(m_agentEnd, std::move(ack));
    }
}

void
ControlChannel::AtController(const ControlMessage& message)
{
    if (message.kind == Kind::kAck)
    {
        TakeAck(message);
    }
    else if (message.kind == Kind::kServerFlight)
    {
        m_hasWorked = false;
        SendRecord(m_controllerEnd, Handshake(Kind::kClientFinished));
        if (m_resync)
        {
            m_state = State::kResuming;
            return;
        }
        SendWaiting();
    }
    else if (message.kind == Kind::kResume)
    {
        TakeResume();
    }
    else if (IsNotice(message.kind))
    {
        m_owner.Noticed(m_at, message);
    }
}

/// The channel is open, and what waited for that leaves.
void
ControlChannel::SendWaiting()
{
    m_state = State::kReady;
    for (ControlMessage& waiting : std::exchange(m_waiting, {}))
    {
        SendRecord(m_controllerEnd, std::move(waiting));
    }
}

void
ControlChannel::TakeAck(const ControlMessage& ack)
{
    if (ack.update == ControlMessage::kResync)
    {
        m_resync->refused += ack.refused;
        --m_resync->unacknowledged;
        EndResync();
        return;
    }
    Settle(ack.update);
    m_owner.Acknowledged(ack.update, ack.refused);
}

/// One message of an update is acknowledged.
void
ControlChannel::Settle(uint64_t update)
{
    m_unacknowledged.erase(std::ranges::find(m_unacknowledged, update));
    if (m_unacknowledged.empty())
    {
        m_unacknowledged = {}; // of a million agents nearly all have nothing to do
    }
}

/// The same, where more is to be done here before anybody hears of it.
void
ControlChannel::SettleSoon(uint64_t update, uint32_t refused)
{
    Settle(update);
    Simulator::ScheduleNow(&ChannelOwner::Acknowledged, &m_owner, update, refused);
}

void
ControlChannel::AtAgent(const ControlMessage& message)
{
    if (message.kind == Kind::kClientHello)
    {
        After(AgentWork(), [this] { SendRecord(m_agentEnd, Handshake(Kind::kServerFlight)); });
    }
    else if (message.kind == Kind::kUpdate)
    {
        m_agent->Apply(
            message.rules.Decode(m_at),
            [this, update = message.update](uint32_t refused)
            {
                ControlMessage ack;
                ack.kind = Kind::kAck;
                ack.update = update;
                ack.refused = refused;
                SendAck(std::move(ack));
            },
            message.update == ControlMessage::kResync);
    }
    else if (message.kind == Kind::kClientFinished)
    {
        m_agentReady = true;
        SendAcks();
        m_owner.Registered(m_at);
    }
}

} // namespace ns3::vnlab
