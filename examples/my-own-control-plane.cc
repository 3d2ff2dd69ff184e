// SPDX-License-Identifier: GPL-2.0-only
//
// A custom control plane: "relay" tells one place, which tells two others, and so on, as a tree. So the
// last of n places has its rules after log2 n hops, and nobody works on more than two messages, where the
// controller of "push" works on all of them. In model/control/plane/, designs and scenarios could name it,
// and [costs] set the time of a hop. Try: what do those below it get when a place is closed?

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

// clang-format off
const Cost kRelayHop{{"relay_hop", 50e-6, "assumption: a place's work, and the way to the next"}};

class RelayPlane : public ControlPlane
{
  public:
    explicit RelayPlane(const CostTable& costs) : m_hop(Seconds(costs[kRelayHop])) {}
    void AddAgent(EnforcementPoint at, const ControlEnd&, std::unique_ptr<RuleAgent> agent) override
    { m_agents[at] = std::move(agent); }
    RuleAgent& AgentOf(EnforcementPoint at) override { return *m_agents.at(at); }
    uint64_t Refused() const override { return m_refused; }
    void CloseAgent(EnforcementPoint at) override { if (m_agents.contains(at)) AgentOf(at).Stop(); }
    void Submit(PendingRules rules, Done done) override
    {
        rules.infrastructure.merge(rules.hooks);
        const Update update{std::move(rules.infrastructure), m_agents.size(), std::move(done)};
        Simulator::Schedule(m_hop, &RelayPlane::Hear, this, 0, std::make_shared<Update>(update));
    }

  private:
    struct Update { RuleBatches rules; size_t left; /* to hear of it */ Done done; };

    void Hear(size_t number, std::shared_ptr<Update> update)
    {
        const auto& [at, agent] = *std::next(m_agents.begin(), number);
        for (const EncodedRules& message : update->rules[at])
            agent->Apply(message.Decode(at), [this](uint32_t refused) { m_refused += refused; });
        for (size_t next = 2 * number + 1; next <= 2 * number + 2 && next < m_agents.size(); ++next)
            Simulator::Schedule(m_hop, &RelayPlane::Hear, this, next, update);
        if (--update->left == 0)
            update->done(m_agents.size());
    }

    std::map<EnforcementPoint, std::unique_ptr<RuleAgent>> m_agents;
    Time m_hop;
    uint64_t m_refused{0};
};

class RelayKind : public ControlPlaneKind
{
    std::string_view Name() const override { return "relay"; }
    std::string_view Description() const override { return "places tell each other, as a tree"; }
    std::unique_ptr<ControlPlane> Make(const ControlPlaneSetting& setting, const OwnKeys&) const override
    { return std::make_unique<RelayPlane>(setting.costs); }
};
// clang-format on

const ControlPlaneKindRegistration kRelay{std::make_unique<RelayKind>()};

} // namespace

int
main()
{
    for (const uint32_t vms : {15, 60, 119})
    {
        const Specification ring = GenerateSpecification({.kind = "ring", .vms = vms});
        const Specification* const wanted[] = {&ring};
        TenantHelper tenants;
        tenants.Add("shop", {&ring});
        for (const char* name : {"push", "relay"})
        {
            const auto substrate = SubstrateHelper().Build();
            CloudPlan plan = tenants.Plan(substrate->fabric->GetTopology(), {});
            DesignHelper helper("linkwire");
            helper.SetControlPlane(name);
            const auto cloud = helper.Install(*substrate, plan);
            Time done;
            cloud->Start(wanted, [&done](uint64_t) { done = Simulator::Now(); });
            Simulator::Run();
            std::cout << vms << " VMs, " << name << ": "
                      << (done - cloud->Registered()).As(Time::US) << '\n';
            Simulator::Destroy();
        }
    }
}
