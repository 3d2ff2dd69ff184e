// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/control-channel.h"

#include <algorithm>
#include <utility>

namespace ns3::vnlab
{

namespace
{

using Kind = ControlMessage::Kind;

ControlSegment
Addressing(const ControlEnd& from, const ControlEnd& to)
{
    ControlSegment segment;
    segment.sourceMac = from.mac;
    segment.destinationMac = from.nextHopMac;
    segment.source = from.address;
    segment.destination = to.address;
    segment.sourcePort = from.port;
    segment.destinationPort = to.port;
    return segment;
}

ControlMessage
Handshake(Kind kind)
{
    ControlMessage message;
    message.kind = kind;
    return message;
}

} // namespace

ControlEnd
EndOf(Server& server, uint16_t port)
{
    return {server.Address(),
            port,
            server.Mac(),
            server.NextHopMac(),
            [&server](Ptr<Packet> frame) { server.Send(std::move(frame)); }};
}

ControlChannel::ControlChannel(EnforcementPoint at,
                               const ControlEnd& controller,
                               const ControlEnd& agentEnd,
                               std::unique_ptr<RuleAgent> agent,
                               Acknowledged acknowledged,
                               ControlTraffic& traffic)
    : m_at(at),
      m_agent(std::move(agent)),
      m_acknowledged(std::move(acknowledged)),
      m_controllerEnd(
          Addressing(controller, agentEnd),
          controller.transmit,
          [this](const ControlMessage& message) { AtController(message); },
          traffic),
      m_agentEnd(
          Addressing(agentEnd, controller),
          agentEnd.transmit,
          [this](const ControlMessage& message) { AtAgent(message); },
          traffic)
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
        m_controllerEnd.Send(std::move(message));
        return;
    }
    m_waiting.push_back(std::move(message));
    if (m_state == State::kIdle)
    {
        Open();
    }
}

void
ControlChannel::Open()
{
    m_state = State::kHandshake;
    m_controllerEnd.Connect();
    m_controllerEnd.Send(Handshake(Kind::kClientHello));
}

void
ControlChannel::MoveAgent(uint32_t address)
{
    std::vector<ControlMessage> updates = m_controllerEnd.Undelivered();
    std::erase_if(updates, [](const ControlMessage& it) { return it.kind != Kind::kUpdate; });
    m_waiting.insert(m_waiting.begin(), updates.begin(), updates.end());
    std::vector<ControlMessage> acks = m_agentEnd.Undelivered();
    std::erase_if(acks, [](const ControlMessage& it) { return it.kind != Kind::kAck; });
    m_acksWaiting.insert(m_acksWaiting.begin(), acks.begin(), acks.end());

    Disconnect(address);
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
}

std::vector<uint64_t>
ControlChannel::Close()
{
    Disconnect(AgentAddress());
    m_agent->Stop();
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
        m_agentEnd.Send(std::move(ack));
    }
    else
    {
        m_acksWaiting.push_back(std::move(ack));
        if (m_state == State::kIdle)
        {
            Open();
        }
    }
}

void
ControlChannel::ReceiveAtController(const ControlSegment& segment)
{
    m_controllerEnd.ReceiveSegment(segment);
}

void
ControlChannel::ReceiveAtAgent(const ControlSegment& segment)
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
        m_acknowledged(message.update, message.refused);
    }
    else if (message.kind == Kind::kServerFlight)
    {
        m_controllerEnd.Send(Handshake(Kind::kClientFinished));
        m_state = State::kReady;
        for (ControlMessage& waiting : std::exchange(m_waiting, {}))
        {
            m_controllerEnd.Send(std::move(waiting));
        }
    }
}

void
ControlChannel::AtAgent(const ControlMessage& message)
{
    if (message.kind == Kind::kClientHello)
    {
        m_agentEnd.Send(Handshake(Kind::kServerFlight));
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
            m_agentEnd.Send(std::move(ack));
        }
    }
}

} // namespace ns3::vnlab
