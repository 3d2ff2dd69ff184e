// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/cloud-fixture.h"

#include "test/support/reach-designs.h"

#include "ns3/abort.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace ns3::vnlab::test
{

namespace
{

SubstrateHelper
HelperFor(const CloudScenario& scenario)
{
    const Topology& topology = scenario.topology;
    constexpr uint64_t wanDelay_ns = 1'000'000;
    SubstrateHelper helper;
    helper.SetTopology(topology);
    if (topology.datacenters > 1)
    {
        helper.SetWan(scenario.wan.value_or(GenerateWan("line", topology.datacenters, wanDelay_ns)),
                      {});
    }
    helper.SetController(scenario.controller);
    for (const ServerProfile& controller : scenario.moreControllers)
    {
        helper.AddController(controller);
    }
    if (scenario.controlLink)
    {
        helper.SetControlNetwork(*scenario.controlLink);
    }
    for (const ServerProfile& server : scenario.servers)
    {
        helper.AddServer(server);
    }
    return helper;
}

} // namespace

std::vector<std::string>
DesignNames()
{
    std::vector<std::string> names;
    for (const Design* design : AllDesigns())
    {
        names.emplace_back(design->Name());
    }
    return names;
}

bool
IsTyped(const std::string& design)
{
    return ReachDesign(design).GetDesign().GetControlPlane() == "manual";
}

DesignChoice
Automated(const std::string& design)
{
    DesignChoice choice = ReachDesign(design);
    if (IsTyped(design))
    {
        choice.SetControlPlane("push");
    }
    return choice;
}

std::string
TestNameOf(const std::string& design)
{
    std::string name = design;
    std::erase_if(name, [](unsigned char c) { return std::isalnum(c) == 0; });
    return name;
}

CloudPlan
PlanOf(const CloudScenario& scenario)
{
    TenantHelper helper;
    for (const CloudScenario::Tenant& tenant : scenario.tenants)
    {
        std::vector<const Specification*> versions;
        for (const Specification& version : tenant.versions)
        {
            versions.push_back(&version);
        }
        helper.Add(tenant.name, versions, scenario.addresses);
    }
    const SubstrateHelper substrate = HelperFor(scenario);
    return helper.Plan(substrate.GetTopology(), scenario.placement, substrate.GetWan());
}

CloudPlan
PlanOf(const CloudScenario& scenario, const Design& design)
{
    CloudPlan plan = PlanOf(scenario);
    if (design.NumbersByRack())
    {
        NumberByRack(plan, HelperFor(scenario).GetTopology());
    }
    return plan;
}

std::vector<TenantView>
FirstViews(const CloudPlan& plan, const CloudScenario& scenario)
{
    std::vector<TenantView> views;
    for (uint32_t tenant = 0; tenant < scenario.tenants.size(); ++tenant)
    {
        views.emplace_back(
            plan, plan.start, TenantId{tenant}, scenario.tenants[tenant].versions.front());
    }
    return views;
}

CloudFixture::CloudFixture(const DesignChoice& design, const CloudScenario& scenario)
    : plan(PlanOf(scenario)),
      helper(design),
      m_scenario(scenario),
      m_substrate(HelperFor(scenario).Build())
{
}

CloudFixture::~CloudFixture()
{
    m_deployment.reset();
    Simulator::Destroy();
}

void
CloudFixture::Install(std::unique_ptr<AttachGuard> guard)
{
    m_deployment = guard ? helper.Install(*m_substrate, plan, std::move(guard))
                         : helper.Install(*m_substrate, plan);
    m_deployment->AddListener(this);
}

void
CloudFixture::Start(std::unique_ptr<AttachGuard> guard)
{
    if (!m_deployment)
    {
        Install(std::move(guard));
    }
    std::vector<const Specification*> first;
    for (const CloudScenario::Tenant& tenant : m_scenario.tenants)
    {
        first.push_back(&tenant.versions.front());
    }
    bool done = false;
    m_deployment->Start(first,
                        [&done](uint64_t)
                        {
                            done = true;
                            Simulator::Stop();
                        });
    const EventId limit = Simulator::Schedule(Days(10), [] { Simulator::Stop(); });
    Simulator::Run();
    Simulator::Cancel(limit);
    NS_ABORT_MSG_UNLESS(done, "the first deployment did not finish");
    const IpsecStack* const ipsec = m_deployment->IpsecOf(VnicId{0});
    if (ipsec && ipsec->Ike())
    {
        RunFor(kToNegotiate);
    }
}

ChangeReport
CloudFixture::Change(TenantId tenant, size_t version)
{
    return m_deployment->Operate().Resubmit(tenant,
                                            m_scenario.tenants[tenant.value].versions[version],
                                            [this](uint64_t) { ++m_acknowledged; });
}

void
CloudFixture::RunFor(Time time)
{
    Simulator::Stop(time);
    Simulator::Run();
}

uint32_t
CloudFixture::Acknowledged() const
{
    return m_acknowledged;
}

Deployment&
CloudFixture::Cloud()
{
    return *m_deployment;
}

Substrate&
CloudFixture::Under()
{
    return *m_substrate;
}

VmId
CloudFixture::Vm(const std::string& name, TenantId tenant) const
{
    return plan.At(tenant).vmByName.at(name);
}

std::vector<VmId>
CloudFixture::Send(VmId from, VmId to, uint16_t port)
{
    arrivals.clear();
    m_deployment->GuestOf(from).SendUdp(
        plan.At(plan.At(to).vnics.front()).address, port, port, Create<Packet>(100));
    RunFor(Seconds(1));
    std::vector<VmId> got;
    for (const Arrival& arrival : arrivals)
    {
        got.push_back(arrival.vm);
    }
    return got;
}

void
CloudFixture::ReceiveUdp(Guest& guest, const UdpDatagram& datagram)
{
    arrivals.push_back({guest.GetVm(), datagram});
}

void
CloudFixture::ReceiveTcp(Guest& guest, const TcpConnection& connection, const Ptr<Packet>& payload)
{
    arrivals.push_back(
        {guest.GetVm(), {connection.peer, connection.peerPort, connection.port, payload}});
}

} // namespace ns3::vnlab::test
