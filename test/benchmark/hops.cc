// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/address-plan.h"
#include "model/substrate/fabric.h"
#include "test/benchmark/section.h"
#include "test/benchmark/stock-chain.h"

#include "ns3/simulator.h"

#include <stdexcept>
#include <string>

namespace ns3::vnlab::benchmark
{

namespace
{

const Topology kTopology{.racks = 8, .hostsPerRack = 4, .spines = 4};
constexpr uint32_t kFewFrames = 4;     ///< on their way at a time, from each host
constexpr uint32_t kManyFrames = 400;  ///< likewise: ns-3's event queue takes longer for these
constexpr uint32_t kFrameBytes = 1078; ///< 1000 of payload in UDP in VXLAN
constexpr uint64_t kTrips = 500'000;   ///< over 4 links each
constexpr uint64_t kLinksPerTrip = 4;

/// Sends each frame that arrives back to the host from which it came.
class Returner : public FabricEdge
{
  public:
    explicit Returner(Fabric& fabric)
        : m_fabric(fabric)
    {
    }

    /// @param flow chooses the spine
    void Send(uint32_t from, uint32_t flow)
    {
        ReceiveFromFabric(
            {NodeKind::kHost, from},
            {.packet = Create<Packet>(kFrameBytes), .flowHash = flow, .bytes = kFrameBytes});
    }

    void ReceiveFromFabric(NodeRef node, FabricFrame frame) override
    {
        const uint32_t hosts = kTopology.Hosts();
        frame.destination = address_plan::HostAddress(HostId{(node.index + hosts / 2) % hosts});
        frame.hops = 0;
        if (++m_trips < kTrips)
        {
            m_fabric.SendFromHost(HostId{node.index}, std::move(frame));
        }
    }

  private:
    Fabric& m_fabric;
    uint64_t m_trips{0};
};

/// @return CPU time of a hop: all events are hops, and ends are a few instructions
std::vector<double>
RunVnlab(uint32_t framesPerHost)
{
    DropLog drops;
    Fabric fabric(kTopology, {}, {}, WanGraph{}, drops);
    Returner returner(fabric);
    for (uint32_t host = 0; host < kTopology.Hosts(); ++host)
    {
        fabric.SetHostEdge(HostId{host}, &returner);
        for (uint32_t frame = 0; frame < framesPerHost; ++frame)
        {
            returner.Send(host, frame);
        }
    }
    const double begin_s = CpuTime_s();
    Simulator::Run();
    if (drops.Count(VNLAB_DROP_QUEUE_OVERFLOW) != 0)
    {
        throw std::runtime_error("a queue overflowed");
    }
    return {(CpuTime_s() - begin_s) / static_cast<double>(kTrips * kLinksPerTrip)};
}

/// An event that carries a packet and makes the next one, as the least that a hop can be.
class BareEvents
{
  public:
    void Fire(uint32_t delay_ns, Ptr<Packet> packet)
    {
        if (++m_fired < kTrips * kLinksPerTrip)
        {
            Simulator::Schedule(NanoSeconds(delay_ns), &BareEvents::Fire, this, delay_ns, packet);
        }
    }

  private:
    uint64_t m_fired{0};
};

std::vector<double>
RunBareEvents(uint32_t framesPerHost)
{
    BareEvents events;
    for (uint32_t i = 0; i < kTopology.Hosts() * framesPerHost; ++i)
    {
        events.Fire(1'000 + 7 * i, Create<Packet>(kFrameBytes));
    }
    const double begin_s = CpuTime_s();
    Simulator::Run();
    return {(CpuTime_s() - begin_s) / static_cast<double>(kTrips * kLinksPerTrip)};
}

/// @return CPU time of a hop: what a longer chain takes more, so that ends do not count
std::vector<double>
RunStock(StockStack stack)
{
    constexpr uint32_t shortLinks = 4;
    constexpr uint32_t longLinks = 24;
    constexpr uint32_t trips = 10'000;
    double time_s[2];
    for (const uint32_t links : {shortLinks, longLinks})
    {
        StockChain chain(links, stack);
        const double begin_s = CpuTime_s();
        chain.Run(trips, kFrameBytes - 42);
        time_s[links == longLinks] = CpuTime_s() - begin_s;
        Simulator::Destroy();
    }
    return {(time_s[1] - time_s[0]) / (trips * (longLinks - shortLinks))};
}

} // namespace

void
MeasureHops()
{
    const auto figures = Measure({{"vnlab-hops", [] { return RunVnlab(kFewFrames); }},
                                  {"bare-events", [] { return RunBareEvents(kFewFrames); }},
                                  {"stock-hops", [] { return RunStock(StockStack::kDefault); }},
                                  {"lean-hops", [] { return RunStock(StockStack::kLean); }},
                                  {"vnlab-many", [] { return RunVnlab(kManyFrames); }},
                                  {"bare-many", [] { return RunBareEvents(kManyFrames); }}});
    const Figure& vnlab = figures[0][0];
    constexpr double micro = 1e6;
    const std::string many = ", " + std::to_string(kTopology.Hosts() * kManyFrames) + " at a time";
    Section section("2. One fabric hop (" + std::to_string(kTopology.Hosts() * kFewFrames) +
                        " frames on their way at a time)",
                    {"us/hop", "of vnlab's", ""});
    const auto add = [&](const std::string& what, const Figure& figure, const std::string& goal) {
        section.Add(what, {Text(figure, 3, micro), Times(figure.median / vnlab.median), goal});
    };
    const auto goal = [](const Figure& figure)
    { return AtMost(figure.median * micro, 0.25, " us"); };
    add("vnlab", vnlab, goal(vnlab));
    add("bare ns-3 event with a packet", figures[1][0], "");
    add("stock ns-3", figures[2][0], "");
    add("stock ns-3, no queue discs, no IPv6", figures[3][0], "");
    add("vnlab" + many, figures[4][0], goal(figures[4][0]));
    add("bare ns-3 event" + many, figures[5][0], "");
    section.Print();
}

} // namespace ns3::vnlab::benchmark
