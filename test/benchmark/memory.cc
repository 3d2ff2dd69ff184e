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

/// Bytes per VM: parts on the heap, and all in RAM.
enum Part : size_t
{
    kSpec,
    kDevices, ///< plan, vNIC, guest, agent
    kRules,   ///< at their places
    kTraffic, ///< neighbour tables
    kRecord,  ///< the controller's, of all rules
    kResident,
    kParts
};

/// @return the figures by Part
std::vector<double>
RunVnlab(const std::string& design)
{
    const MemoryUse start = MemoryUse::Now();
    double last = start.heap;
    std::vector<double> figures(kParts);
    const auto note = [&figures, &last](Part part)
    {
        const double now = MemoryUse::Now().heap;
        figures[part] = (now - last) / kVms;
        last = now;
    };
    const std::vector<Specification> tenants = RandomTenants(kTenants, kVmsPerTenant, kDegree);
    note(kSpec);
    BenchCloud cloud(design, kTopology, tenants);
    note(kDevices);
    cloud.Deploy();
    const auto record = static_cast<double>(cloud.GetDeployment().Store().MemoryBytes());
    figures[kRecord] = record / kVms;
    last += record;
    note(kRules);
    SendOverLinks(cloud);
    note(kTraffic);
    figures[kResident] = (MemoryUse::Now().resident - start.resident) / kVms;
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
    const Figure& stock = figures[designs.size()][1]; // resident

    Section section("3. Memory per light VM after traffic in KB (" + std::to_string(kVms) +
                        " VMs, tenants of " + std::to_string(kVmsPerTenant) + ", " +
                        std::to_string(kDegree) + " links per VM, " +
                        std::to_string(kTopology.Hosts()) + " hosts)",
                    {"heap: plan, guest, agent",
                     "+ rules at places",
                     "+ traffic",
                     "= VM",
                     "",
                     "spec",
                     "controller's record",
                     "all, resident",
                     "stock takes",
                     ""});
    for (size_t i = 0; i < designs.size(); ++i)
    {
        const auto kilobytes = [&figures, i](Part part) { return figures[i][part].median * kilo; };
        const double vm = kilobytes(kDevices) + kilobytes(kRules) + kilobytes(kTraffic);
        section.Add(designs[i],
                    {Text(kilobytes(kDevices), 2),
                     Text(kilobytes(kRules), 2),
                     Text(kilobytes(kTraffic), 2),
                     Text(vm, 2),
                     AtMost(vm, 4, " KB"),
                     Text(kilobytes(kSpec), 2),
                     Text(kilobytes(kRecord), 2),
                     Text(figures[i][kResident], 2, kilo),
                     Times(stock.median / figures[i][kResident].median),
                     AtMost(kilobytes(kResident), 8, " KB")});
    }
    const auto addStock = [&](const std::string& what, const std::vector<Figure>& stockFigures)
    {
        section.Add(what,
                    {"",
                     "",
                     "",
                     Text(stockFigures[0].median * kilo, 2),
                     "",
                     "",
                     "",
                     Text(stockFigures[1], 2, kilo)});
    };
    addStock("stock ns-3", figures[designs.size()]);
    addStock("stock ns-3, no queue discs, no IPv6", figures[designs.size() + 1]);
    section.Print();
}

} // namespace ns3::vnlab::benchmark
