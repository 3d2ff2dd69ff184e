// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CONTROL_CHANNEL_H
#define VNLAB_CONTROL_CHANNEL_H

#include "model/control/control-message.h"
#include "model/control/rule-agent.h"
#include "model/ip/tcp-stream.h"
#include "model/substrate/server.h"

#include <cstdint>
#include <functional>
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
};

/// @return the end of channels at a server, which outlives them
ControlEnd EndOf(Server& server, uint16_t port);

/**
 * @brief The channel between the controller and one agent: TCP, TLS 1.3, then updates and
 * acknowledgements. Opened by the controller when it first has something to say.
 */
class ControlChannel
{
  public:
    /// Called when an agent has acknowledged an update.
    using Acknowledged = std::function<void(uint64_t update, uint32_t refused)>;

    /// @param at the agent's place
    /// @param agent applies the updates; now the channel's
    ControlChannel(EnforcementPoint at,
                   const ControlEnd& controller,
                   const ControlEnd& agentEnd,
                   std::unique_ptr<RuleAgent> agent,
                   Acknowledged acknowledged,
                   ControlTraffic& traffic);

    /// Sends an update to the agent.
    void Send(uint64_t update, EncodedRules rules);

    /// The agent's place has another address from now on: a new connection, which carries what the old
    /// one did not.
    void MoveAgent(uint32_t address);

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
    void SendRecord(TcpStream& from, ControlMessage message);
    void Disconnect(uint32_t agentAddress);
    void SendAck(ControlMessage ack);
    void AtController(const ControlMessage& message);
    void AtAgent(const ControlMessage& message);

    EnforcementPoint m_at;
    std::unique_ptr<RuleAgent> m_agent;
    Acknowledged m_acknowledged;
    ControlTraffic& m_traffic;
    TcpStream m_controllerEnd;
    TcpStream m_agentEnd;
    State m_state{State::kIdle};
    bool m_agentReady{false};                  ///< has seen the end of the handshake
    std::vector<uint64_t> m_unacknowledged;    ///< updates, once for each message
    std::vector<ControlMessage> m_waiting;     ///< until the handshake is done
    std::vector<ControlMessage> m_acksWaiting; ///< likewise
};

} // namespace ns3::vnlab

#endif // VNLAB_CONTROL_CHANNEL_H
