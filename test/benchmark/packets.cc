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

const Topology kTopology{.racks = 8, .hostsPerRack = 4, .spines = 4};
/// Packets of each VM: both sides are at work for about as long, so that a machine which is slower
/// for a while slows both.
constexpr uint32_t kPackets = 20'000;
constexpr uint32_t kStockPackets = 2'000;
const Time kInterval = MicroSeconds(10);

/// Sends from each VM to one in another rack. @return packets per second of CPU time
template <class Cloud, class Send>
double
PacketRate(const Cloud& cloud, uint32_t packets, const Send& send)
{
    const uint32_t vms = kTopology.Hosts();
    const auto sendAcross = [&send, vms](uint32_t from) { send(from, (from + vms / 2) % vms); };
    const PacketClock warmUp(vms, 1, kInterval, sendAcross);
    Simulator::Run();
    const PacketClock clock(vms, packets, kInterval, sendAcross);
    const double begin_s = CpuTime_s();
    Simulator::Run();
    const double time_s = CpuTime_s() - begin_s;
    if (cloud.Received() != uint64_t{vms} * (packets + 1))
    {
        throw std::runtime_error(std::to_string(cloud.Received()) + " datagrams arrived");
    }
    return vms * packets / time_s;
}

std::vector<double>
RunVnlab(uint32_t bytes)
{
    const std::vector<Specification> tenants = RandomTenants(1, kTopology.Hosts(), 4);
    BenchCloud cloud("vxlan", kTopology, tenants);
    cloud.Deploy();
    return {PacketRate(cloud,
                       kPackets,
                       [&cloud, bytes](uint32_t from, uint32_t to)
                       { cloud.Send(VmId{from}, VmId{to}, bytes); })};
}

std::vector<double>
RunStock(StockStack stack, uint32_t bytes)
{
    StockCloud cloud(kTopology, stack);
    return {PacketRate(cloud,
                       kStockPackets,
                       [&cloud, bytes](uint32_t from, uint32_t to)
                       { cloud.Send(from, to, bytes); })};
}

} // namespace

void
MeasurePackets()
{
    Section section("1. Packets from VM to VM over VXLAN and 4 fabric hops (" +
                        std::to_string(kTopology.Hosts()) + " hosts, one VM each)",
                    {"packets/s", "vnlab is", ""});
    for (const uint32_t bytes : {64U, 1000U})
    {
        const std::string payload = ", " + std::to_string(bytes) + " bytes";
        const auto figures =
            Measure({{"vnlab-packets", [bytes] { return RunVnlab(bytes); }},
                     {"stock-packets", [bytes] { return RunStock(StockStack::kDefault, bytes); }},
                     {"lean-packets", [bytes] { return RunStock(StockStack::kLean, bytes); }}});
        const Figure& vnlab = figures[0][0];
        section.Add("vnlab" + payload, {Text(vnlab, 0)});
        const auto addStock = [&](const std::string& what, const Figure& stock)
        {
            const double ratio = vnlab.median / stock.median;
            section.Add(what + payload, {Text(stock, 0), Times(ratio), AtLeast(ratio, 10, "x")});
        };
        addStock("stock ns-3", figures[1][0]);
        addStock("stock ns-3, no queue discs, no IPv6", figures[2][0]);
    }
    section.Print();
}

} // namespace ns3::vnlab::benchmark
