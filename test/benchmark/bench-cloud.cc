// SPDX-License-Identifier: GPL-2.0-only
#include "test/benchmark/bench-cloud.h"

#include "helper/identity-guard.h"
#include "helper/substrate-helper.h"
#include "model/guest/light-guest.h"
#include "model/spec/generator/random.h"
#include "model/spec/spec-generator.h"

#include "ns3/simulator.h"

#include <optional>
#include <stdexcept>
#include <string>

namespace ns3::vnlab::benchmark
{

std::vector<Specification>
RandomTenants(uint32_t tenants, uint32_t vms, uint32_t degree)
{
    RandomKeys keys;
    keys.degree = degree;
    std::vector<Specification> specifications;
    for (uint32_t tenant = 0; tenant < tenants; ++tenant)
    {
        specifications.push_back(
            GenerateSpecification({.kind = "random", .vms = vms, .seed = tenant + 1}, keys));
    }
    return specifications;
}

CloudPlan
PlanTenants(const std::vector<Specification>& tenants, const Topology& topology)
{
    TenantHelper helper;
    for (size_t tenant = 0; tenant < tenants.size(); ++tenant)
    {
        helper.Add("tenant-" + std::to_string(tenant), {&tenants[tenant]});
    }
    return helper.Plan(topology, {});
}

BenchCloud::BenchCloud(std::string_view design,
                       const Topology& topology,
                       const std::vector<Specification>& tenants)
    : BenchCloud(*FindDesign(design), topology, tenants)
{
}

BenchCloud::BenchCloud(const Design& design,
                       const Topology& topology,
                       const std::vector<Specification>& tenants)
    : m_tenants(tenants)
{
    SubstrateHelper helper;
    helper.SetTopology(topology);
    m_substrate = helper.Build();
    m_plan = PlanTenants(tenants, topology);
    if (design.NumbersByRack())
    {
        NumberByRack(m_plan, topology);
        m_substrate->fabric->SetRackPrefixes(m_plan.byRack->Prefixes());
    }
    m_deployment = std::make_unique<Deployment>(
        design,
        *m_substrate,
        m_plan,
        CostTable{},
        [](VmId vm, DropLog& drops) { return std::make_unique<LightGuest>(vm, drops); },
        design.VerifiesIdentity() ? std::make_unique<IdentityGuard>(m_plan, 1) : nullptr);
    m_deployment->AddListener(this);
}

void
BenchCloud::Deploy()
{
    std::vector<const Specification*> versions;
    for (const Specification& tenant : m_tenants)
    {
        versions.push_back(&tenant);
    }
    bool done = false;
    m_deployment->Start(versions,
                        [&done](uint64_t)
                        {
                            done = true;
                            Simulator::Stop(Seconds(1)); // some control planes never end
                        });
    Simulator::Run();
    if (!done)
    {
        throw std::runtime_error("the deployment did not finish");
    }
}

uint64_t
BenchCloud::Resubmit(const Specification& next, const SpecStep& step)
{
    std::optional<uint64_t> acked;
    m_deployment->Operate().Resubmit(
        TenantId{0}, next, [&acked](uint64_t messages) { acked = messages; }, &step);
    Simulator::Run();
    if (!acked)
    {
        throw std::runtime_error("the change did not finish");
    }
    return *acked;
}

void
BenchCloud::Send(VmId from, VmId to, uint32_t bytes)
{
    const VnicPlan& target = m_plan.At(m_plan.At(to).vnics.front());
    m_deployment->GuestOf(from).SendUdp(
        target.address, kTrafficPort, kTrafficPort, Create<Packet>(bytes));
}

const CloudPlan&
BenchCloud::Plan() const
{
    return m_plan;
}

const Deployment&
BenchCloud::GetDeployment() const
{
    return *m_deployment;
}

uint64_t
BenchCloud::Received() const
{
    return m_received;
}

void
BenchCloud::ReceiveUdp(Guest&, const UdpDatagram&)
{
    ++m_received;
}

} // namespace ns3::vnlab::benchmark
