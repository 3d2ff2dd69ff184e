// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/design.h"
#include "model/rule/rule-store.h"
#include "model/spec/rewire.h"
#include "test/benchmark/bench-cloud.h"
#include "test/benchmark/section.h"

#include <string>

namespace ns3::vnlab::benchmark
{

namespace
{

constexpr uint32_t kLinks = 10;
constexpr uint32_t kDegree = 4;
constexpr uint32_t kSizes[] = {1'000, 10'000};
const Topology kTopology{.racks = 8, .hostsPerRack = 16, .spines = 4};

/// @return scopes compiled, rules touched; seconds to change, to read the new version, and to
///         compile everything
std::vector<double>
RunChange(const std::string& design, uint32_t vms)
{
    const std::vector<Specification> tenants = RandomTenants(1, vms, kDegree);
    const Specification next = Rewire(tenants.front(), kLinks, 7);
    const CloudPlan plan = PlanTenants(tenants, kTopology);
    const std::unique_ptr<Compiler> compiler = FindDesign(design)->MakeCompiler();
    const TenantView before(plan, plan.start, TenantId{0}, tenants.front());
    RuleStore store;
    const double begin_s = CpuTime_s();
    store.Add(*compiler, before);
    const double compiled_s = CpuTime_s();
    const TenantView after(plan, plan.start, TenantId{0}, next);
    const double read_s = CpuTime_s();
    const Recompilation change = store.Change(*compiler, before, after);
    const double changed_s = CpuTime_s();
    return {static_cast<double>(change.scopes),
            static_cast<double>(change.delta.Touched()),
            changed_s - read_s,
            read_s - compiled_s,
            compiled_s - begin_s};
}

} // namespace

void
MeasureChanges()
{
    Section section(
        "5. A change of " + std::to_string(kLinks) + " links in a network of n VMs (one tenant, " +
            std::to_string(kDegree) + " links per VM, " + std::to_string(kTopology.Hosts()) +
            " hosts)",
        {"n", "scopes", "rules", "change, ms", "read version, ms", "compile all, ms", "all is"});
    constexpr double milli = 1e3;
    for (const char* design : {"flat", "vxlan", "linkwire", "identity-firewall"})
    {
        for (const uint32_t vms : kSizes)
        {
            const auto figures =
                Measure({{design, [design, vms] { return RunChange(design, vms); }}})[0];
            section.Add(design,
                        {std::to_string(vms),
                         Text(figures[0].median, 0),
                         Text(figures[1].median, 0),
                         Text(figures[2], 3, milli),
                         Text(figures[3], 3, milli),
                         Text(figures[4], 1, milli),
                         Times(figures[4].median / figures[2].median)});
        }
    }
    section.Print();
}

} // namespace ns3::vnlab::benchmark
