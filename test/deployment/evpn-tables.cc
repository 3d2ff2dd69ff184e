// SPDX-License-Identifier: GPL-2.0-only
#include "test/deployment/evpn-tables.h"

#include <utility>

namespace ns3::vnlab::test
{

DesignChoice
SpeakingBgp(const BgpEvpnKeys& keys)
{
    DesignChoice choice(*FindDesign("vxlan"));
    choice.SetControlPlane("bgp-evpn", &keys);
    return choice;
}

EvpnCloud::EvpnCloud(const DesignChoice& choice, const CloudScenario& scenario)
    : fixture(choice, scenario)
{
    fixture.Install();
    // A deployment shows its control plane; the tables of its hosts it does not.
    auto& plane = const_cast<ControlPlane&>(Cloud().GetControlPlane());
    for (HostId host; host.value < Cloud().HostCount(); ++host.value)
    {
        plane.AgentOf(EnforcementPoint::Of(host))
            .Watch([this](const RuleKey& where, const RuleBytes* written)
                   { Note(where, written); });
    }
    fixture.Start();
}

void
EvpnCloud::Note(const RuleKey& where, const RuleBytes* written)
{
    if (written)
    {
        m_tables.insert_or_assign(where, *written);
    }
    else
    {
        m_tables.erase(where);
    }
}

Deployment&
EvpnCloud::Cloud()
{
    return fixture.Cloud();
}

void
EvpnCloud::RunFor(Time time)
{
    fixture.RunFor(time);
}

HostId
EvpnCloud::HostOf(VmId vm)
{
    return fixture.plan.HostOf(vm, Cloud().Version());
}

void
EvpnCloud::Fail(HostId host, Operations::Done done)
{
    // Until the failure is known, the agent goes on with what it has got; then its tables are gone.
    const auto known = [this, host](const ChangeReport&)
    {
        std::erase_if(m_tables,
                      [host](const auto& entry)
                      { return entry.first.at == EnforcementPoint::Of(host); });
    };
    Cloud().Operate().Fail(host, std::move(done), known);
}

const HostTables&
EvpnCloud::Tables() const
{
    return m_tables;
}

HostTables
EvpnCloud::Pushed()
{
    const std::unique_ptr<Compiler> compiler = Cloud().GetDesign().MakeCompiler();
    HostTables tables;
    for (const TenantView& view : Cloud().Views())
    {
        std::vector<Rule> rules;
        for (const Scope& scope : compiler->AllScopes(view))
        {
            compiler->Compile(view, scope, rules);
        }
        for (const Rule& rule : rules)
        {
            tables.insert_or_assign(rule.where, rule.value);
        }
    }
    return tables;
}

} // namespace ns3::vnlab::test
