// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/control-channel.h"

#include "model/population.h"
#include "model/protocol/tls-record.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <any>
#include <utility>

namespace ns3::vnlab
{

namespace
{

using Kind = ControlMessage::Kind;

TcpSegment
Addressing(const ControlEnd& from, const ControlEnd& to)
{
    TcpSegment segment;
    segment.sourceMac = from.mac;
    segment.destinationMac = from.nextHopMac;
    segment.source = from.address;
    segment.destination = to.address;
    segment.sourcePort = from.port;
    segment.destinationPort = to.port;
    return segment;
}

/// @return what sends frames as those of the control plane
TcpStream::Transmit
Marking(TcpStream::Transmit transmit)
{
    return [transmit = std::move(transmit)](Ptr<Packet> frame)
    {
        Mark(frame, Population::kControl);
        transmit(std::move(frame));
    };
}

ControlMessage
Handshake(Kind kind)
{
    ControlMessage message;
    message.kind = kind;
    return message;
}

/// @return most bytes of TCP payload between two ends
uint32_t
SegmentBetween(const ControlEnd& a, const ControlEnd& b)
{
    return std::min(a.mtu, b.mtu) - kTcpIpHeaders;
}

/// @return the messages of a kind that the other end of a connection has not had, in order
std::vector<ControlMessage>
Undelivered(const TcpStream& end, Kind kind)
{
    std::vector<ControlMessage> messages;
    for (const std::any& content : end.Undelivered())
    {
        if (const auto& message = std::any_cast<const ControlMessage&>(content);
            message.kind == kind)
        {
            messages.push_back(message);
        }
    }
    return messages;
}

} // namespace

ControlEnd
EndOf(Server& server, uint16_t port, uint32_t mtu)
{
    return {.address = server.Address(),
            .port = port,
            .mac = server.Mac(),
            .nextHopMac = server.NextHopMac(),
            .transmit = [&server](Ptr<Packet> frame) { server.Send(std::move(frame)); },
            .mtu = mtu};
}

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
          Addressing(controller, agentEnd),
          SegmentBetween(controller, agentEnd),
          Marking(controller.transmit),
          [this](const std::any& message)
          { AtController(std::any_cast<const ControlMessage&>(message)); },
          traffic),
      m_agentEnd(
          Addressing(agentEnd, controller),
          SegmentBetween(controller, agentEnd),
          Marking(agentEnd.transmit),
          [this](const std::any& message)
          { AtAgent(std::any_cast<const ControlMessage&>(message)); },
          traffic),
      m_startUp(agentEnd.startUp)
{
    m_controllerEnd.SetPeer(&m_agentEnd);
    m_agentEnd.SetPeer(&m_controllerEnd);
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
    After(m_owner.WorkOnHandshake(isFirst), [this] { Connect(); });
}

void
ControlChannel::Connect()
{
    m_controllerEnd.Connect();
    SendRecord(m_controllerEnd, Handshake(Kind::kClientHello));
}

/// Takes a step later, unless the connection is given up before.
template <class Step>
void
ControlChannel::After(Time wait, Step step)
{
    Simulator::Schedule(wait,
                        [this, connections = m_connections, step]
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
    if (message.kind == Kind::kUpdate || message.kind == Kind::kAck)
    {
        ++m_traffic.messages;
    }
    Ptr<Packet> record = tls::MakeRecord(message.Size());
    from.Send(std::move(record), std::move(message));
}

void
ControlChannel::MoveAgent(uint32_t address)
{
    const std::vector<ControlMessage> updates = Undelivered(m_controllerEnd, Kind::kUpdate);
    m_waiting.insert(m_waiting.begin(), updates.begin(), updates.end());
    const std::vector<ControlMessage> acks = Undelivered(m_agentEnd, Kind::kAck);
    m_acksWaiting.insert(m_acksWaiting.begin(), acks.begin(), acks.end());

    Disconnect(address);
    m_isMoving = true;
}

void
ControlChannel::Resume()
{
    m_isMoving = false;
    if (!m_waiting.empty() || !m_acksWaiting.empty())
    {
        Open();
    }
}

void
ControlChannel::Disconnect(uint32_t agentAddress)
{
    const uint32_t controllerAddress = m_controllerEnd.Source();
    m_controllerEnd.Reset(controllerAddress, agentAddress);
    m_agentEnd.Reset(agentAddress, controllerAddress);
    m_state = State::kIdle;
    m_agentReady = false;
    ++m_connections;
}

std::vector<uint64_t>
ControlChannel::Close()
{
    Disconnect(AgentAddress());
    m_agent->Stop();
    m_hasStarted = false;
    m_isMoving = false;
    m_waiting = {};
    m_acksWaiting = {};
    return std::exchange(m_unacknowledged, {});
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
ControlChannel::AtController(const ControlMessage& message)
{
    if (message.kind == Kind::kAck)
    {
        m_unacknowledged.erase(std::ranges::find(m_unacknowledged, message.update));
        if (m_unacknowledged.empty())
        {
            m_unacknowledged = {}; // of a million agents nearly all have nothing to do
        }
        m_owner.Acknowledged(message.update, message.refused);
    }
    else if (message.kind == Kind::kServerFlight)
    {
        SendRecord(m_controllerEnd, Handshake(Kind::kClientFinished));
        m_state = State::kReady;
        for (ControlMessage& waiting : std::exchange(m_waiting, {}))
        {
            SendRecord(m_controllerEnd, std::move(waiting));
        }
    }
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
        m_agent->Apply(message.rules.Decode(m_at),
                       [this, update = message.update](uint32_t refused)
                       {
                           ControlMessage ack;
                           ack.kind = Kind::kAck;
                           ack.update = update;
                           ack.refused = refused;
                           SendAck(std::move(ack));
                       });
    }
    else if (message.kind == Kind::kClientFinished)
    {
        m_agentReady = true;
        for (ControlMessage& ack : std::exchange(m_acksWaiting, {}))
        {
            SendRecord(m_agentEnd, std::move(ack));
        }
        m_owner.Registered(m_at);
    }
}

} // namespace ns3::vnlab
