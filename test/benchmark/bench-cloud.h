// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BENCHMARK_BENCH_CLOUD_H
#define VNLAB_BENCHMARK_BENCH_CLOUD_H

#include "helper/tenant-helper.h"
#include "model/deployment/deployment.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace ns3::vnlab::benchmark
{

/// @return specifications of `tenants` tenants with `vms` VMs each, joined by random links,
///         `degree` per VM
std::vector<Specification> RandomTenants(uint32_t tenants, uint32_t vms, uint32_t degree);

/// @return where the VMs of tenants are and what they are called
CloudPlan PlanTenants(const std::vector<Specification>& tenants, const Topology& topology);

/// Light guests under a design on a leaf-spine of 10 Gb/s links with 1 µs delay.
class BenchCloud : private GuestListener
{
  public:
    /// Makes the cloud. @param design,tenants outlive it
    BenchCloud(const Design& design,
               const Topology& topology,
               const std::vector<Specification>& tenants);
    BenchCloud(std::string_view design,
               const Topology& topology,
               const std::vector<Specification>& tenants);

    /// Brings up all VMs and runs until packets obey all rules.
    void Deploy();

    /// Goes on to the next specification of the first tenant, and runs until all agents have acknowledged.
    /// @param next outlives the cloud
    /// @return the messages that it took
    uint64_t Resubmit(const Specification& next, const SpecStep& step);

    /// Sends a UDP datagram of `bytes` zeros from one VM to another, on their first vNICs.
    void Send(VmId from, VmId to, uint32_t bytes);

    const CloudPlan& Plan() const;
    const Deployment& GetDeployment() const;

    /// @return datagrams that arrived at guests' applications
    uint64_t Received() const;

  private:
    void ReceiveUdp(Guest& guest, const UdpDatagram& datagram) override;

    const std::vector<Specification>& m_tenants;
    std::unique_ptr<Substrate> m_substrate;
    CloudPlan m_plan;
    std::unique_ptr<Deployment> m_deployment;
    uint64_t m_received{0};
};

} // namespace ns3::vnlab::benchmark

#endif // VNLAB_BENCHMARK_BENCH_CLOUD_H
