// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_STRETCH_METRICS_H
#define VNLAB_STRETCH_METRICS_H

#include "analysis/result/run-result.h"
#include "model/deployment/deployment.h"
#include "model/dice.h"
#include "model/traffic/stretch-meter.h"
#include "model/traffic/traffic-monitor.h"

#include <vector>

namespace ns3::vnlab
{

/// Asks the network, when the guests have fallen silent, which way their packets take.
class StretchSurvey
{
  public:
    /// A probe is sent in so many directions of links at most: more would tell no more of a mean, and in
    /// a short run of a large cloud take as much time as its traffic.
    static constexpr size_t kMostProbes = 1'000;

    /// @param cloud,fabric,monitor outlive this
    StretchSurvey(Deployment& cloud,
                  Fabric& fabric,
                  const TrafficMonitor& monitor,
                  const Dice& dice);

    /// Sends the probes: in directions that have traffic until the end, drawn the same under every
    /// design; of them, where the last packet arrived. @param end of the traffic
    void Probe(Time end);

    /// Adds `traffic.stretch_*`.
    void Report(RunResult& result) const;

  private:
    std::vector<const Flow*> Drawn(Time end) const;

    Deployment& m_cloud;
    const TrafficMonitor& m_monitor;
    Dice m_dice;
    StretchMeter m_meter;
};

} // namespace ns3::vnlab

#endif // VNLAB_STRETCH_METRICS_H
