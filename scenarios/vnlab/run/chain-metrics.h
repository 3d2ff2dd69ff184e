// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CHAIN_METRICS_H
#define VNLAB_CHAIN_METRICS_H

#include "analysis/result/run-result.h"
#include "helper/middlebox-helper.h"
#include "model/deployment/deployment.h"
#include "model/traffic/chain-meter.h"
#include "model/traffic/spec-oracle.h"
#include "scenarios/vnlab/scenario/timeline.h"

#include <cstdint>
#include <set>

namespace ns3::vnlab
{

/// Puts the scenario's middleboxes into the VMs of the first versions.
void InstallMiddleboxes(const Timeline& timeline, MiddleboxHelper& middleboxes);

/// Adds `middlebox.*` at the end of the run.
void ReportMiddleboxes(const MiddleboxHelper& middleboxes, Deployment& cloud, RunResult& result);

/// Whether packets pass the VMs that their service chains name.
class ChainWatch
{
  public:
    /// From now on, when the first versions are in force.
    /// @param oracle,cloud outlive the watch, which outlives the simulation
    ChainWatch(const Timeline& timeline, const SpecOracle& oracle, Deployment& cloud);
    ChainWatch(const ChainWatch&) = delete;
    ChainWatch& operator=(const ChainWatch&) = delete;

    /// Adds `chain.*` where a tenant wants a chain at any time; at the end of the run.
    void Report(RunResult& result) const;

  private:
    void WatchNew();

    Deployment& m_cloud;
    ChainMeter m_meter;
    std::set<TenantId> m_tenants; ///< that want chains at any time
    uint32_t m_watched{0};        ///< vNICs, from the first of the plan on
};

} // namespace ns3::vnlab

#endif // VNLAB_CHAIN_METRICS_H
