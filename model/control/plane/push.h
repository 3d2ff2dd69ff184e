// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CONTROLLER_H
#define VNLAB_CONTROLLER_H

#include "model/control/control-channel.h"
#include "model/device/control-sink.h"
#include "model/rule/pending-rules.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief The central controller: sends rules to the agents at the enforcement points.
 *
 * An update goes to the hosts and switches first and, when all of them have acknowledged, to the
 * hooks in the VMs: a proxy in a VM is reached only through its host. Working out a rule takes the
 * controller's time, so messages leave one after the other.
 */
class Controller : public ControlSink
{
  public:
    /// Called when the last agent has acknowledged an update, with the messages that it took:
    /// updates and acknowledgements, handshakes not counted.
    using Done = std::function<void(uint64_t messages)>;

    /// @param end where the controller is
    /// @param perRule the controller's time for one rule
    Controller(ControlEnd end, Time perRule);

    /// Makes an agent known. @param agent now the controller's
    void AddAgent(EnforcementPoint at, const ControlEnd& end, std::unique_ptr<RuleAgent> agent);

    /// @return the agent at a place that has one
    RuleAgent& AgentOf(EnforcementPoint at);

    /// The machine at a place is gone: what was on its way there is done with. Without an agent there,
    /// nothing.
    void CloseAgent(EnforcementPoint at);

    /// The place has another address from now on. Without an agent there, nothing.
    void MoveAgent(EnforcementPoint at, uint32_t address);

    /// Sends a delta to the places that it concerns; an empty one is done at once.
    void Submit(const RuleDelta& delta, Done done);

    /// The same for rules that were collected.
    void Submit(PendingRules rules, Done done);

    void ReceiveControl(uint32_t address, const Ptr<const Packet>& frame) override;

    const ControlTraffic& Traffic() const;

    /// @return time that the controller worked so far
    Time CpuTime() const;

    /// @return rules that places could not take
    uint64_t Refused() const;

  private:
    struct Update
    {
        RuleBatches hooks;   ///< sent when infrastructure has acknowledged, earlier updates first
        uint32_t waiting{0}; ///< messages not yet acknowledged
        uint64_t messages{0};
        Done done;
    };

    void SendBatches(uint64_t update, RuleBatches batches);
    void SendMessage(uint64_t update, EnforcementPoint at, uint32_t closed, EncodedRules rules);
    void Acknowledged(uint64_t update, uint32_t refused);

    /// Sends the hooks' part of updates in the order of Submit, as a later one may take back what
    /// an earlier one writes.
    void SendReadyHooks();

    ControlEnd m_end;
    Time m_perRule;
    Time m_busyUntil;
    Time m_cpu;
    ControlTraffic m_traffic;
    struct Place
    {
        uint32_t address;
        std::unique_ptr<ControlChannel> channel;
        uint32_t closed{0}; ///< how often
    };

    std::map<EnforcementPoint, Place> m_places;
    std::map<uint32_t, ControlChannel*> m_byAddress;
    std::map<uint64_t, Update> m_updates;
    uint64_t m_nextUpdate{0};
    uint64_t m_refused{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_CONTROLLER_H
