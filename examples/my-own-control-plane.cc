// SPDX-License-Identifier: GPL-2.0-only
//
// A custom control plane: "instant" is an oracle that has all rules in place at once, without
// messages, and a cost of its own: what it thinks for each. In model/control/plane/, designs and
// scenarios could name it, and [costs] set the cost. Try: "flat", whose switches still lag.

#include "helper/design-helper.h"
#include "helper/substrate-helper.h"
#include "helper/tenant-helper.h"
#include "model/spec/spec-generator.h"

#include "ns3/simulator.h"

#include <iostream>
#include <map>

using namespace ns3;
using namespace ns3::vnlab;

namespace
{

const Cost kInstantRule{{"instant_rule", 1e-6, "assumption: oracles are fast"}};

class InstantPlane : public ControlPlane
{
  public:
    // clang-format off
    explicit InstantPlane(const CostTable& costs) : m_perRule(Seconds(costs[kInstantRule])) {}
    void AddAgent(EnforcementPoint at, const ControlEnd&, std::unique_ptr<RuleAgent> agent) override
    { m_agents[at] = std::move(agent); }
    RuleAgent& AgentOf(EnforcementPoint at) override { return *m_agents.at(at); }
    uint64_t Refused() const override { return m_refused; }
    Time CpuTime() const override { return m_cpu; }
    void CloseAgent(EnforcementPoint at) override { if (m_agents.contains(at)) AgentOf(at).Stop(); }
    // clang-format on
    void Submit(PendingRules rules, Done done) override
    {
        rules.infrastructure.merge(rules.hooks);
        for (const auto& [at, messages] : rules.infrastructure)
        {
            for (const EncodedRules& message : messages)
            {
                const RuleDelta delta = message.Decode(at);
                for (size_t i = 0; i < delta.Touched(); ++i)
                {
                    m_refused += AgentOf(at).ApplyNow(delta, i) ? 0 : 1;
                    m_cpu += m_perRule;
                }
            }
        }
        Simulator::ScheduleNow([done] { done(0); });
    }

  private:
    std::map<EnforcementPoint, std::unique_ptr<RuleAgent>> m_agents;
    uint64_t m_refused{0};
    Time m_perRule, m_cpu;
};

// clang-format off
class InstantKind : public ControlPlaneKind
{
    std::string_view Name() const override { return "instant"; }
    std::string_view Description() const override { return "an oracle: rules are there at once"; }
    std::unique_ptr<ControlPlane> Make(const ControlPlaneSetting& setting, const OwnKeys&) const override
    { return std::make_unique<InstantPlane>(setting.costs); }
};
// clang-format on

const ControlPlaneKindRegistration kInstant{std::make_unique<InstantKind>()};

} // namespace

int
main()
{
    const Specification ring = GenerateSpecification({.kind = "ring", .vms = 8});
    for (const char* name : {"instant", "manual", "push"})
    {
        const auto substrate = SubstrateHelper().Build();
        TenantHelper tenants;
        tenants.Add("shop", {&ring});
        CloudPlan plan = tenants.Plan(substrate->fabric->GetTopology(), {});
        DesignHelper helper("linkwire");
        helper.SetControlPlane(name);
        helper.SetCosts(MakeCostTable({{"instant_rule", 2e-6}})); // as [costs] would
        const auto cloud = helper.Install(*substrate, plan);
        const Specification* const wanted[] = {&ring};
        Time deployed;
        cloud->Start(wanted, [&deployed](uint64_t) { deployed = Simulator::Now(); });
        Simulator::Run();
        const ControlPlane& plane = cloud->GetControlPlane();
        std::cout << name << ": " << deployed.As(Time::S) << ", " << plane.Traffic().bytes
                  << " bytes, " << plane.CpuTime().As(Time::US) << " of CPU; "
                  << FindControlPlaneKind(name)->Description() << '\n';
        Simulator::Destroy();
    }
}
