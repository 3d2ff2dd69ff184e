// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VERDICT_METRICS_H
#define VNLAB_VERDICT_METRICS_H

#include "analysis/result/run-result.h"
#include "model/deployment/deployment.h"
#include "model/drop-log.h"
#include "model/traffic/link-prober.h"
#include "model/traffic/spec-oracle.h"
#include "model/traffic/stale-times.h"
#include "model/traffic/verdict-meter.h"
#include "model/traffic/verdict-tally.h"
#include "scenarios/vnlab/run/change-watch.h"
#include "scenarios/vnlab/scenario/timeline.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::vnlab
{

/// Holds the packets of a cloud, guests' and probes apart, against what its tenants want, and reports
/// what was wrong.
class VerdictWatch
{
  public:
    /// From now on, when the first versions are in force.
    /// @param timeline,cloud,drops,prober outlive the watch, which outlives the simulation
    VerdictWatch(const Timeline& timeline, Deployment& cloud, DropLog& drops, LinkProber& prober);
    VerdictWatch(const VerdictWatch&) = delete;
    VerdictWatch& operator=(const VerdictWatch&) = delete;

    /// A change was made now. What cannot be made is not wanted.
    /// @param tenant nothing: the substrate
    /// @param version that it makes, of the timeline
    void Changed(std::optional<TenantId> tenant, const Version& version, const ChangeWatch& change);

    /// @return what tenants want
    const SpecOracle& Oracle() const;

    /// Adds `traffic.wrong_*` and, where there was a change, `reconfig.stale` and `reconfig.wrong_*`; at
    /// the end of the run. @param end of the probes
    void Report(Time end, RunResult& result);

  private:
    void Submitted(TenantId tenant, const Specification& specification);
    void WatchNew();
    void Judged(const JudgedPacket& packet);
    void ReportChanges(Time end, RunResult& result) const;

    Deployment& m_cloud;
    SpecOracle m_oracle;
    std::vector<const Specification*> m_wanted; ///< by TenantId
    VerdictTally m_guests;
    VerdictTally m_probes;
    StaleTimes m_stale; ///< of the probes
    VerdictMeter m_meter;
    bool m_hasChanges{false};
    uint32_t m_watched{0}; ///< vNICs, from the first of the plan on
};

} // namespace ns3::vnlab

#endif // VNLAB_VERDICT_METRICS_H
