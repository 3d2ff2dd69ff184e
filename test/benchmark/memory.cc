// SPDX-License-Identifier: GPL-2.0-only
#include "test/benchmark/bench-cloud.h"
#include "test/benchmark/packet-clock.h"
#include "test/benchmark/section.h"
#include "test/benchmark/stock-cloud.h"

#include <stdexcept>
#include <string>

namespace ns3::vnlab::benchmark
{

namespace
{

constexpr uint32_t kTenants = 2'000;
constexpr uint32_t kVmsPerTenant = 10;
constexpr uint32_t kDegree = 4;
constexpr uint32_t kVms = kTenants * kVmsPerTenant;
const Topology kTopology{.racks = 10, .hostsPerRack = 20, .spines = 4};
const Topology kStockTopology{.racks = 10, .hostsPerRack = 100, .spines = 4};
const Time kInterval = MilliSeconds(1);
constexpr uint32_t kBytes = 100;

/// Sends a datagram both ways over each virtual link.
void
SendOverLinks(BenchCloud& cloud)
{
    uint64_t sent = 0;
    for (const TenantView& view : cloud.GetDeployment().Views())
    {
        for (const ViewLink& link : view.Links())
        {
            const VmId a = cloud.Plan().At(link.a).vm;
            const VmId b = cloud.Plan().At(link.b).vm;
            const Time when = kInterval * (sent % kVmsPerTenant);
            Simulator::Schedule(when, &BenchCloud::Send, &cloud, a, b, kBytes);
            Simulator::Schedule(when, &BenchCloud::Send, &cloud, b, a, kBytes);
            sent += 2;
        }
        Simulator::Run();
    }
    if (cloud.Received() != sent)
    {
        throw std::runtime_error(std::to_string(cloud.Received()) + " of " + std::to_string(sent) +
                                 " datagrams arrived");
    }
}

/// @return bytes per VM on the heap for specifications, plan and devices, the controller's record of
///         rules, rules at their places, traffic, and in all; resident bytes per VM
std::vector<double>
RunVnlab(const std::string& design)
{
    const MemoryUse start = MemoryUse::Now();
    double last = start.heap;
    std::vector<double> figures;
    const auto note = [&figures, &last]
    {
        const double now = MemoryUse::Now().heap;
        figures.push_back((now - last) / kVms);
        last = now;
    };
    const std::vector<Specification> tenants = RandomTenants(kTenants, kVmsPerTenant, kDegree);
    note();
    BenchCloud cloud(design, kTopology, tenants);
    note();
    cloud.Deploy();
    const auto record = static_cast<double>(cloud.GetDeployment().Store().MemoryBytes());
    figures.push_back(record / kVms);
    last += record;
    note();
    SendOverLinks(cloud);
    note();
    figures.push_back((last - start.heap) / kVms);
    figures.push_back((MemoryUse::Now().resident - start.resident) / kVms);
    return figures;
}

/// @return bytes per node on the heap; resident bytes per node
std::vector<double>
RunStock(StockStack stack)
{
    const MemoryUse start = MemoryUse::Now();
    const uint32_t vms = kStockTopology.Hosts();
    StockCloud cloud(kStockTopology, stack);
    const PacketClock clock(vms,
                            2 * kDegree,
                            kInterval,
                            [&](uint32_t from)
                            { cloud.Send(from, (from + vms / 2) % vms, kBytes); });
    Simulator::Run();
    if (cloud.Received() != vms * 2 * kDegree)
    {
        throw std::runtime_error(std::to_string(cloud.Received()) + " datagrams arrived");
    }
    const MemoryUse end = MemoryUse::Now();
    return {(end.heap - start.heap) / vms, (end.resident - start.resident) / vms};
}

} // namespace

void
MeasureMemory()
{
    constexpr double kilo = 1.0 / 1024;
    const std::vector<std::string> designs{"flat", "vxlan", "linkwire", "identity-firewall"};
    std::vector<Trial> trials;
    for (const std::string& design : designs)
    {
        trials.push_back({design, [design] { return RunVnlab(design); }});
    }
    trials.push_back({"stock-memory", [] { return RunStock(StockStack::kDefault); }});
    trials.push_back({"lean-memory", [] { return RunStock(StockStack::kLean); }});
    const auto figures = Measure(trials);
    const Figure& stock = figures[designs.size()][1];

    Section section("3. Memory per light VM after traffic in KB (" + std::to_string(kVms) +
                        " VMs, tenants of " + std::to_string(kVmsPerTenant) + ", " +
                        std::to_string(kDegree) + " links per VM, " +
                        std::to_string(kTopology.Hosts()) + " hosts)",
                    {"heap: spec",
                     "+ plan, guest, agent",
                     "+ controller's record",
                     "+ rules at places",
                     "+ traffic",
                     "= all",
                     "resident",
                     "stock takes",
                     ""});
    for (size_t i = 0; i < designs.size(); ++i)
    {
        std::vector<std::string> cells;
        for (size_t part = 0; part < 6; ++part)
        {
            cells.push_back(Text(figures[i][part].median * kilo, 2));
        }
        const Figure& resident = figures[i][6];
        cells.push_back(Text(resident, 2, kilo));
        cells.push_back(Times(stock.median / resident.median));
        cells.push_back(AtMost(resident.median * kilo, 4, " KB"));
        section.Add(designs[i], cells);
    }
    const auto addStock = [&](const std::string& what, const std::vector<Figure>& stockFigures)
    {
        section.Add(what,
                    {"",
                     "",
                     "",
                     "",
                     Text(stockFigures[0].median * kilo, 2),
                     Text(stockFigures[1], 2, kilo)});
    };
    addStock("stock ns-3", figures[designs.size()]);
    addStock("stock ns-3, no queue discs, no IPv6", figures[designs.size() + 1]);
    section.Print();
}

} // namespace ns3::vnlab::benchmark
