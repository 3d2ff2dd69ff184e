// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BENCHMARK_PACKET_RATE_H
#define VNLAB_BENCHMARK_PACKET_RATE_H

#include "model/substrate/topology.h"
#include "test/benchmark/packet-clock.h"
#include "test/benchmark/trial.h"

#include <cstdint>
#include <stdexcept>
#include <string>

namespace ns3::vnlab::benchmark
{

/// Where packets are timed: one VM on each host.
inline const Topology kPacketTopology{.racks = 8, .hostsPerRack = 4, .spines = 4};

/// Has each VM send to one in another rack. @return packets per second of CPU time
/// @throws std::runtime_error where one does not arrive
template <class Cloud, class Send>
double
PacketRate(const Cloud& cloud, uint32_t packets, const Send& send)
{
    const Time interval = MicroSeconds(10);
    const uint32_t vms = kPacketTopology.Hosts();
    const auto sendAcross = [&send, vms](uint32_t from) { send(from, (from + vms / 2) % vms); };
    const auto run = [interval](uint32_t count)
    {
        Simulator::Stop(interval * count + MilliSeconds(1)); // some control planes never end
        Simulator::Run();
    };
    const PacketClock warmUp(vms, 1, interval, sendAcross);
    run(1);
    const PacketClock clock(vms, packets, interval, sendAcross);
    const double begin_s = CpuTime_s();
    run(packets);
    const double time_s = CpuTime_s() - begin_s;
    if (cloud.Received() != uint64_t{vms} * (packets + 1))
    {
        throw std::runtime_error(std::to_string(cloud.Received()) + " datagrams arrived");
    }
    return vms * packets / time_s;
}

} // namespace ns3::vnlab::benchmark

#endif // VNLAB_BENCHMARK_PACKET_RATE_H
