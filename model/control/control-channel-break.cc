// SPDX-License-Identifier: GPL-2.0-only
//
// What becomes of a channel whose connection goes: what was sent is kept, and an agent that missed
// something is brought up to date.
#include "model/control/control-channel.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <any>
#include <iterator>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// @return the messages of a kind that the other end of a connection has not had, in order
std::vector<ControlMessage>
Undelivered(const TcpStream& end, ControlMessage::Kind kind)
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

/// What was sent and has not arrived is sent on the next connection.
void
ControlChannel::KeepUndelivered()
{
    const std::vector<ControlMessage> updates =
        Undelivered(m_controllerEnd, ControlMessage::Kind::kUpdate);
    m_waiting.insert(m_waiting.begin(), updates.begin(), updates.end());
    std::vector<ControlMessage> acks = Undelivered(m_agentEnd, ControlMessage::Kind::kAck);
    if (m_resync)
    {
        m_resync->unacknowledged -= static_cast<uint32_t>(
            std::ranges::count(updates, ControlMessage::kResync, &ControlMessage::update));
        std::ranges::move(std::exchange(m_resync->acks, {}), std::back_inserter(acks));
    }
    m_acksWaiting.insert(m_acksWaiting.begin(), acks.begin(), acks.end());
}

void
ControlChannel::MoveAgent(uint32_t address)
{
    KeepUndelivered();
    Disconnect(address, ControllerAddress());
    m_hasWorked = false;
    m_isMoving = true;
}

void
ControlChannel::Resume()
{
    m_isMoving = false;
    if (!m_waiting.empty() || !m_acksWaiting.empty() || m_resync)
    {
        Open();
    }
}

void
ControlChannel::MoveController(const ControlEnd& controller)
{
    const bool breaks = m_state != State::kIdle;
    KeepUndelivered();
    Disconnect(AgentAddress(), controller.address);
    m_controllerEnd.Relocate(
        controller.mac, controller.nextHopMac, MarkingControl(controller.transmit));
    m_hasWorked = false;
    if (breaks)
    {
        OpenAgain();
    }
}

void
ControlChannel::Break()
{
    if (m_state != State::kIdle)
    {
        KeepUndelivered();
        Disconnect(AgentAddress(), ControllerAddress());
        OpenAgain();
    }
}

void
ControlChannel::OpenAgain()
{
    if (!m_resync)
    {
        m_resync = std::make_unique<Resync>();
    }
    Open();
}

void
ControlChannel::GaveUp()
{
    Break();
}

Time
ControlChannel::UserTimeout() const
{
    if (m_state == State::kReady || m_state == State::kResuming)
    {
        return m_owner.Times().userTimeout;
    }
    return m_resync ? m_owner.Times().reconnect : Time::Max();
}

std::vector<uint64_t>
ControlChannel::Close()
{
    m_agent->Stop();
    return Forget();
}

std::unique_ptr<RuleAgent>
ControlChannel::ReleaseAgent(std::vector<uint64_t>& unacknowledged)
{
    m_agent->Abandon();
    unacknowledged = Forget();
    return std::move(m_agent);
}

void
ControlChannel::GiveAgent(std::unique_ptr<RuleAgent> agent)
{
    m_agent = std::move(agent);
}

/// @return the updates that will not be acknowledged
std::vector<uint64_t>
ControlChannel::Forget()
{
    Disconnect(AgentAddress(), ControllerAddress());
    m_resync.reset();
    m_hasWorked = false;
    m_hasStarted = false;
    m_isMoving = false;
    m_waiting = {};
    m_acksWaiting = {};
    return std::exchange(m_unacknowledged, {});
}

void
ControlChannel::Disconnect(uint32_t agentAddress, uint32_t controllerAddress)
{
    m_controllerEnd.Reset(controllerAddress, agentAddress);
    m_agentEnd.Reset(agentAddress, controllerAddress);
    m_state = State::kIdle;
    m_agentReady = false;
    ++m_connections;
}

void
ControlChannel::TakeResume()
{
    for (const ControlMessage& ack : std::exchange(m_resync->acks, {}))
    {
        if (ack.update == ControlMessage::kResync)
        {
            m_resync->refused += ack.refused;
            --m_resync->unacknowledged;
        }
        else
        {
            SettleSoon(ack.update, ack.refused);
        }
    }
    const std::vector<ControlMessage> missed = std::exchange(m_waiting, {});
    for (const ControlMessage& message : missed)
    {
        if (message.update != ControlMessage::kResync)
        {
            m_resync->updates.push_back(message.update);
        }
    }
    m_waiting = DifferenceOf(m_at, missed);
    SendDifference();
}

/// Sends what the agent missed, each message when it is worked out, and then what came since.
void
ControlChannel::SendDifference()
{
    if (m_waiting.empty() || m_waiting.front().update != ControlMessage::kResync)
    {
        SendWaiting();
        EndResync();
        return;
    }
    After(m_owner.WorkOnUpdate(m_at, m_waiting.front().rules.Count()),
          [this]
          {
              ++m_resync->unacknowledged;
              SendRecord(m_controllerEnd, std::move(m_waiting.front()));
              m_waiting.erase(m_waiting.begin());
              SendDifference();
          });
}

/// Where all that was missed has been acknowledged, so are the updates that said it.
void
ControlChannel::EndResync()
{
    if (m_state != State::kReady || m_resync->unacknowledged > 0)
    {
        return;
    }
    const std::unique_ptr<Resync> resync = std::move(m_resync);
    for (const uint64_t update : resync->updates)
    {
        SettleSoon(update, std::exchange(resync->refused, 0));
    }
}

} // namespace ns3::vnlab
