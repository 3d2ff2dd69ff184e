// SPDX-License-Identifier: GPL-2.0-only
#include "test/benchmark/bench-cloud.h"
#include "test/benchmark/packet-rate.h"
#include "test/benchmark/section.h"
#include "test/benchmark/stock-cloud.h"

#include <string>

namespace ns3::vnlab::benchmark
{

namespace
{

/// Packets of each VM: both sides are at work for about as long, so that a machine which is slower
/// for a while slows both.
constexpr uint32_t kPackets = 20'000;
constexpr uint32_t kStockPackets = 2'000;

std::vector<double>
RunVnlab(uint32_t bytes)
{
    const std::vector<Specification> tenants = RandomTenants(1, kPacketTopology.Hosts(), 4);
    BenchCloud cloud("vxlan", kPacketTopology, tenants);
    cloud.Deploy();
    return {PacketRate(cloud,
                       kPackets,
                       [&cloud, bytes](uint32_t from, uint32_t to)
                       { cloud.Send(VmId{from}, VmId{to}, bytes); })};
}

std::vector<double>
RunStock(StockStack stack, uint32_t bytes)
{
    StockCloud cloud(kPacketTopology, stack);
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
                        std::to_string(kPacketTopology.Hosts()) + " hosts, one VM each)",
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
