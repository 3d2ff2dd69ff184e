// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CONTROL_CHANNEL_H
#define VNLAB_CONTROL_CHANNEL_H

#include "model/control/channel-owner.h"
#include "model/control/control-message.h"
#include "model/control/rule-agent.h"
#include "model/ip/tcp-stream.h"
#include "model/substrate/server.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace ns3::vnlab
{

/// The TCP ports of agents and of the controller: in the dynamic range, as the protocol is not
/// registered.
constexpr uint16_t kControlPort = 49160;
constexpr uint16_t kControllerPort = 49161;

/// What control channels cost on the network: `config.bytes` and `config.messages`.
struct ControlTraffic : TcpTraffic
{
    uint64_t messages{0}; ///< of kinds kUpdate and kAck
};

/// An end of a control channel: where it is and how frames leave from there.
struct ControlEnd
{
    uint32_t address{0}; ///< IPv4, host byte order
    uint16_t port{0};
    MacBytes mac{};
    MacBytes nextHopMac{};
    TcpStream::Transmit transmit;
    uint32_t mtu{1500};      ///< IP bytes that fit where it is
    ServerCpu* cpu{nullptr}; ///< works on its handshakes; nullptr: a processor without other work
    Time startUp{};          ///< of an agent, before it can answer for the first time
};

/// @return the end of channels at a server, which outlives them @param mtu of the underlay, IP bytes
ControlEnd EndOf(Server& server, uint16_t port, uint32_t mtu);

/**
 * @brief The channel between the controller and one agent: TCP, TLS 1.3 with a certificate each way,
 * then updates and acknowledgements.
 *
 * The controller opens it when the agent is to register, or when it first has something to say. It
 * does its whole end of the handshake before the first segment, so that of many channels each leaves
 * when its work is done, as from a loop that opens one after the other; the agent does its own when it
 * is asked.
 */
class ControlChannel
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

    /// The agent's place has another address from now on: the next connection is to there, and carries
    /// what the old one did not. It is opened after Resume().
    void MoveAgent(uint32_t address);

    /// A place that has moved can be reached again.
    void Resume();

    /// The machine at the agent's place is gone, with the connection and its rules.
    /// @return the updates that will not be acknowledged, one for each message
    std::vector<uint64_t> Close();

    RuleAgent& Agent();
    uint32_t AgentAddress() const;

    void ReceiveAtController(const TcpSegment& segment);
    void ReceiveAtAgent(const TcpSegment& segment);

  private:
    enum class State : uint8_t
    {
        kIdle,
        kHandshake,
        kReady,
    };

    void Open();
    void Connect();
    template <class Step>
    void After(Time wait, Step step);
    Time AgentWork();
    void SendRecord(TcpStream& from, ControlMessage message);
    void Disconnect(uint32_t agentAddress);
    void SendAck(ControlMessage ack);
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
    std::vector<uint64_t> m_unacknowledged;    ///< updates, once for each message
    std::vector<ControlMessage> m_waiting;     ///< until the handshake is done
    std::vector<ControlMessage> m_acksWaiting; ///< likewise
};

} // namespace ns3::vnlab

#endif // VNLAB_CONTROL_CHANNEL_H
