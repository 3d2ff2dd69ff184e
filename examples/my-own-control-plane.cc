// SPDX-License-Identifier: GPL-2.0-only
//
// A custom control plane: "instant" is an oracle that has all rules in place at once, without
// messages. In model/control/plane/, these classes would be available to designs and scenarios by name.
// Try: "flat" instead of "linkwire"; its switches still lag.

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

class InstantPlane : public ControlPlane
{
  public:
    // clang-format off
    void AddAgent(EnforcementPoint at, const ControlEnd&, std::unique_ptr<RuleAgent> agent) override
    { m_agents[at] = std::move(agent); }
    RuleAgent& AgentOf(EnforcementPoint at) override { return *m_agents.at(at); }
    uint64_t Refused() const override { return m_refused; }
    // clang-format on

    void CloseAgent(EnforcementPoint at) override
    {
        if (m_agents.contains(at))
        {
            AgentOf(at).Stop();
        }
    }

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
                }
            }
        }
        Simulator::ScheduleNow([done] { done(0); });
    }

  private:
    std::map<EnforcementPoint, std::unique_ptr<RuleAgent>> m_agents;
    uint64_t m_refused{0};
};

// clang-format off
class InstantKind : public ControlPlaneKind
{
    std::string_view Name() const override { return "instant"; }
    std::string_view Description() const override { return "an oracle: rules are there at once"; }
    std::unique_ptr<ControlPlane> Make(const ControlPlaneSetting&, const OwnKeys&) const override
    { return std::make_unique<InstantPlane>(); }
};
// clang-format on

const ControlPlaneKindRegistration kInstant{std::make_unique<InstantKind>()};

} // namespace

int
main()
{
    const Specification ring = GenerateSpecification({.kind = "ring", .vms = 8});
    for (const ControlPlaneKind* kind : AllControlPlaneKinds())
    {
        const auto substrate = SubstrateHelper().Build();
        TenantHelper tenants;
        tenants.Add("shop", {&ring});
        const CloudPlan plan = tenants.Plan(substrate->fabric->GetTopology(), {});
        DesignHelper helper("linkwire");
        helper.SetControlPlane(kind->Name());
        const auto cloud = helper.Install(*substrate, plan);
        const Specification* const wanted[] = {&ring};
        Time deployed;
        cloud->Start(wanted, [&deployed](uint64_t) { deployed = Simulator::Now(); });
        Simulator::Run();
        std::cout << kind->Name() << ": " << deployed.As(Time::S) << ", "
                  << cloud->GetControlPlane().Traffic().bytes << " bytes; " << kind->Description()
                  << '\n';
        Simulator::Destroy();
    }
}
