// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PUSH_H
#define VNLAB_PUSH_H

#include "model/control/control-plane.h"

#include <cstdint>
#include <map>
#include <memory>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief A central controller, which sends rules to the agents at the enforcement points.
 *
 * An update goes to the hosts and switches first and, when all of them have acknowledged, to the
 * hooks in the VMs: a proxy in a VM is reached only through its host. Working out a rule takes the
 * controller's time, so messages leave one after the other.
 */
class PushPlane : public ControlPlane
{
  public:
    /// @param end where the controller is
    /// @param cpu of the controller; outlives the control plane
    /// @param perRule the controller's time for one rule
    PushPlane(ControlEnd end, ServerCpu& cpu, Time perRule);

    void AddAgent(EnforcementPoint at,
                  const ControlEnd& end,
                  std::unique_ptr<RuleAgent> agent) override;
    RuleAgent& AgentOf(EnforcementPoint at) override;
    void CloseAgent(EnforcementPoint at) override;
    void MoveAgent(EnforcementPoint at, uint32_t address) override;
    void Submit(PendingRules rules, Done done) override;
    void ReceivePacket(uint32_t address, const Ptr<const Packet>& frame) override;
    ControlTraffic Traffic() const override;
    Time CpuTime() const override;
    uint64_t Refused() const override;

  private:
    struct Update
    {
        RuleBatches hooks;   ///< sent when infrastructure has acknowledged, earlier updates first
        uint32_t waiting{0}; ///< messages not yet acknowledged
        uint64_t messages{0};
        Done done;
    };

    struct Place
    {
        std::unique_ptr<ControlChannel> channel;
        uint32_t closed{0}; ///< how often
    };

    void SendBatches(uint64_t update, RuleBatches batches);
    void SendMessage(uint64_t update, EnforcementPoint at, uint32_t closed, EncodedRules rules);
    void Acknowledged(uint64_t update, uint32_t refused);

    /// Sends the hooks' part of updates in the order of Submit, as a later one may take back what
    /// an earlier one writes.
    void SendReadyHooks();

    ControlEnd m_end;
    ServerCpu& m_serverCpu;
    Time m_perRule;
    Time m_cpu;
    ControlTraffic m_traffic;
    std::map<EnforcementPoint, Place> m_places;
    std::map<uint32_t, ControlChannel*> m_byAddress;
    std::map<uint64_t, Update> m_updates;
    uint64_t m_nextUpdate{0};
    uint64_t m_refused{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_PUSH_H
