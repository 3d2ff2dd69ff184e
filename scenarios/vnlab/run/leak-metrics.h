// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LEAK_METRICS_H
#define VNLAB_LEAK_METRICS_H

#include "analysis/result/run-result.h"
#include "model/deployment/deployment.h"
#include "model/substrate/fabric.h"
#include "model/traffic/leak-meter.h"

#include <cstdint>

namespace ns3::vnlab
{

/// Has a LeakMeter watch all VMs of a cloud, those that come later, too, and reports what it saw.
class LeakWatch
{
  public:
    /// From now on. @param cloud,fabric outlive the watch, which outlives the simulation
    LeakWatch(Deployment& cloud, Fabric& fabric);
    LeakWatch(const LeakWatch&) = delete;
    LeakWatch& operator=(const LeakWatch&) = delete;

    /// Adds `exposure.leaked_*`.
    void Report(RunResult& result) const;

  private:
    void WatchNew();

    Deployment& m_cloud;
    LeakMeter m_meter;
    uint32_t m_watched{0}; ///< vNICs, from the first of the plan on
};

} // namespace ns3::vnlab

#endif // VNLAB_LEAK_METRICS_H
