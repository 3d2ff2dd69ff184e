// SPDX-License-Identifier: GPL-2.0-only
#include "test/benchmark/bench-cloud.h"
#include "test/benchmark/section.h"
#include "test/benchmark/stock-cloud.h"

#include <stdexcept>
#include <string>

namespace ns3::vnlab::benchmark
{

namespace
{

constexpr uint32_t kTenants = 10'000;
constexpr uint32_t kVmsPerTenant = 10;
constexpr uint32_t kVms = kTenants * kVmsPerTenant;
const Topology kTopology{.racks = 32, .hostsPerRack = 32, .spines = 4};
const Topology kStockTopology{.racks = 10, .hostsPerRack = 100, .spines = 4};

/// @return seconds to build, and to compile all rules and send them to all places
std::vector<double>
RunVnlab(const std::string& design)
{
    const std::vector<Specification> tenants = RandomTenants(kTenants, kVmsPerTenant, 4);
    const double begin_s = CpuTime_s();
    BenchCloud cloud(design, kTopology, tenants);
    const double built_s = CpuTime_s();
    if (cloud.Plan().vms.size() != kVms)
    {
        throw std::runtime_error(std::to_string(cloud.Plan().vms.size()) + " VMs were built");
    }
    cloud.Deploy();
    return {built_s - begin_s, CpuTime_s() - built_s};
}

/// @return seconds for as many VMs, at the pace of 1,000
std::vector<double>
RunStock(StockStack stack)
{
    const double begin_s = CpuTime_s();
    const StockCloud cloud(kStockTopology, stack);
    return {(CpuTime_s() - begin_s) * kVms / kStockTopology.Hosts()};
}

} // namespace

void
MeasureBuilding()
{
    const std::vector<std::string> designs{"flat", "vxlan", "linkwire"};
    std::vector<Trial> trials;
    for (const std::string& design : designs)
    {
        trials.push_back({design, [design] { return RunVnlab(design); }});
    }
    trials.push_back({"stock-build", [] { return RunStock(StockStack::kDefault); }});
    trials.push_back({"lean-build", [] { return RunStock(StockStack::kLean); }});
    const auto figures = Measure(trials);
    const Figure& stock = figures[designs.size()][0];

    Section section("4. Building " + std::to_string(kVms) + " VMs (tenants of " +
                        std::to_string(kVmsPerTenant) + ", " + std::to_string(kTopology.Hosts()) +
                        " hosts), seconds",
                    {"build", "stock takes", "", "then: compile and push rules"});
    for (size_t i = 0; i < designs.size(); ++i)
    {
        const Figure& build = figures[i][0];
        section.Add(designs[i],
                    {Text(build, 2),
                     Times(stock.median / build.median),
                     AtMost(build.median, 3, " s"),
                     Text(figures[i][1], 2)});
    }
    section.Add("stock ns-3 (1000 nodes, scaled)", {Text(stock, 2)});
    section.Add("stock ns-3, no queue discs, no IPv6", {Text(figures[designs.size() + 1][0], 2)});
    section.Print();
}

} // namespace ns3::vnlab::benchmark
