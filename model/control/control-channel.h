// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CONTROL_CHANNEL_H
#define VNLAB_CONTROL_CHANNEL_H

#include "model/control/channel-owner.h"
#include "model/control/control-end.h"
#include "model/control/resync.h"
#include "model/control/rule-agent.h"
#include "model/ip/tcp-stream.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace ns3::vnlab
{

/// What control channels cost on the network: `config.bytes` and `config.messages`.
struct ControlTraffic : TcpTraffic
{
    uint64_t messages{0};       ///< of kinds kUpdate, kAck and kResume
    uint64_t resyncMessages{0}; ///< among them: what it takes where a channel broke
};

/**
 * @brief The channel between the controller and one agent: TCP, TLS 1.3 with a certificate each way,
 * then updates and acknowledgements.
 *
 * The controller opens it when the agent is to register, or when it first has something to say. It
 * does its whole end of the handshake before the first segment, so that of many channels each leaves
 * when its work is done, as from a loop that opens one after the other; the agent does its own when it
 * is asked.
 *
 * A channel that breaks is opened again: the agent says with kResume which updates it has had, and gets
 * what differs since, worked out anew, under ControlMessage::kResync. So does OVSDB
 * (`monitor_cond_since`, ovsdb-server(7)). Until it was open once, it tries for ever.
 */
class ControlChannel : private TcpStream::Patience
{
  public:
    /// @param at the agent's place
    /// @param agent applies the updates; now the channel's
    /// @param owner,traffic outlive the channel
    ControlChannel(EnforcementPoint at,
                   const ControlEnd& controller,
                   const ControlEnd& agentEnd,
                   std::unique_ptr<RuleAgent> agent,
                   ChannelOwner& owner,
                   ControlTraffic& traffic);

    /// Opens the channel where it is not open. @return whether its agent still has to register
    bool Register();

    /// Sends an update to the agent.
    void Send(uint64_t update, EncodedRules rules);

    /// The agent tells the controller something, which is lost where the connection breaks.
    /// @param notice of kind kMiss, kForgotten or kBusyPair
    void Tell(ControlMessage notice);

    /// The agent's place has another address from now on: the next connection is to there, and carries
    /// what the old one did not. It is opened after Resume().
    void MoveAgent(uint32_t address);

    /// A place that has moved can be reached again.
    void Resume();

    /// The connection breaks; the agent and its rules stay. Where there is none, nothing.
    void Break();

    /// Another controller has the agent from now on: the channel breaks, and opens from there.
    /// @param controller of the same MTU
    void MoveController(const ControlEnd& controller);

    /// @return whether the agent is connected, or is to be, since its machine is there
    bool IsUsed() const;

    /// The machine at the agent's place is gone, with the connection and its rules.
    /// @return the updates that will not be acknowledged, one for each message
    std::vector<uint64_t> Close();

    /// Another channel has the agent from now on, and what this one was to bring is forgotten. Closed, it
    /// is of use again when it is given the agent back.
    /// @param unacknowledged gets the updates that will not be acknowledged, one for each message
    std::unique_ptr<RuleAgent> ReleaseAgent(std::vector<uint64_t>& unacknowledged);
    void GiveAgent(std::unique_ptr<RuleAgent> agent);

    RuleAgent& Agent();
    uint32_t AgentAddress() const;
    uint32_t ControllerAddress() const;

    void ReceiveAtController(const TcpSegment& segment);
    void ReceiveAtAgent(const TcpSegment& segment);

  private:
    enum class State : uint8_t
    {
        kIdle,
        kHandshake,
        kResuming, ///< the agent is to say how far it has come, or gets what it missed
        kReady,
    };

    Time UserTimeout() const override;
    void GaveUp() override;

    void Open();
    void OpenAgain();
    void Connect();
    void After(Time wait, std::function<void()> step);
    Time AgentWork();
    void SendRecord(TcpStream& from, ControlMessage message);
    void KeepUndelivered();
    void Disconnect(uint32_t agentAddress, uint32_t controllerAddress);
    void SendAck(ControlMessage ack);
    void SendAcks();
    std::vector<uint64_t> Forget();
    void TakeAck(const ControlMessage& ack);
    void Settle(uint64_t update);
    void SettleSoon(uint64_t update, uint32_t refused);
    void TakeResume();
    void SendWaiting();
    void SendDifference();
    void EndResync();
    void AtController(const ControlMessage& message);
    void AtAgent(const ControlMessage& message);

    EnforcementPoint m_at;
    std::unique_ptr<RuleAgent> m_agent;
    ChannelOwner& m_owner;
    ControlTraffic& m_traffic;
    ServerCpu* m_agentCpu;
    TcpStream m_controllerEnd;
    TcpStream m_agentEnd;
    Time m_startUp;            ///< of the agent
    Time m_startedAt;          ///< when the agent can answer; counts where it has started
    uint32_t m_connections{0}; ///< that were given up: what belongs to them is void
    State m_state{State::kIdle};
    bool m_isMoving{false};                    ///< the agent's place, and cannot be reached
    bool m_hasStarted{false};                  ///< the agent, since its machine is there
    bool m_agentReady{false};                  ///< has seen the end of the handshake
    bool m_hasWorked{false};                   ///< the controller, on a handshake that is to come
    std::vector<uint64_t> m_unacknowledged;    ///< updates, once for each message
    std::vector<ControlMessage> m_waiting;     ///< until the handshake is done
    std::vector<ControlMessage> m_acksWaiting; ///< likewise
    std::unique_ptr<Resync> m_resync;          ///< since the channel broke
};

} // namespace ns3::vnlab

#endif // VNLAB_CONTROL_CHANNEL_H
