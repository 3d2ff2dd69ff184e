// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BESIDE_PLANE_H
#define VNLAB_BESIDE_PLANE_H

#include "model/control/control-plane.h"

#include <memory>

namespace ns3::vnlab
{

/// A control plane that works beside another one, which has the agents and brings the rest: what a
/// subclass does not do itself, the other one does.
class BesidePlane : public ControlPlane
{
  public:
    explicit BesidePlane(std::unique_ptr<ControlPlane> other);

    void AddAgent(EnforcementPoint at,
                  const ControlEnd& end,
                  std::unique_ptr<RuleAgent> agent) override;
    RuleAgent& AgentOf(EnforcementPoint at) override;
    void CloseAgent(EnforcementPoint at) override;
    void OpenAgent(EnforcementPoint at) override;
    void BreakAgent(EnforcementPoint at) override;
    void MoveAgent(EnforcementPoint at, uint32_t address) override;
    void SetServerDown(ServerId server, bool isDown) override;
    void Register(const std::vector<EnforcementPoint>& places,
                  PendingRules& rules,
                  Done done) override;
    void Submit(PendingRules rules, Done done) override;
    void Listen(const std::vector<HostStack*>& controllers,
                const std::vector<HostStack*>& agents) override;
    void ReceivePacket(uint32_t address, const Ptr<const Packet>& frame) override;
    ControlTraffic Traffic() const override;
    Time CpuTime() const override;
    uint64_t Refused() const override;
    std::map<std::string, uint64_t> Counts() const override;
    std::map<std::string, double> RunCounts() const override;

  protected:
    ControlPlane& Other();

  private:
    std::unique_ptr<ControlPlane> m_other;
};

} // namespace ns3::vnlab

#endif // VNLAB_BESIDE_PLANE_H
