// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CHANGE_WATCH_H
#define VNLAB_CHANGE_WATCH_H

#include "analysis/result/run-result.h"
#include "model/deployment/deployment.h"
#include "model/traffic/link-prober.h"
#include "scenarios/vnlab/run/probe-services.h"
#include "scenarios/vnlab/scenario/timeline.h"

#include <cstdint>
#include <exception>
#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// What probes say of when a link obeyed a change.
struct Obeyed
{
    enum class When : uint8_t
    {
        kAt,          ///< by the time given, and later than one probing interval before it
        kBefore,      ///< of an opening: it was open before it was wanted
        kNotInTime,   ///< it still did not when watching ended
        kNotMeasured, ///< no packet could show it, or the run or the link's next change came first
    };

    When when{When::kNotMeasured};
    Time at{};
};

/// What became of a change.
struct ChangeOutcome
{
    struct Link
    {
        VnicId a;
        VnicId b;
        Obeyed obeyed;
    };

    TenantId tenant;
    Time submitted;
    std::optional<Time> acked;
    std::vector<Link> added;   ///< links that permit more than before
    std::vector<Link> removed; ///< links that permit less
    std::vector<VnicId> addedVnics;
    std::vector<VnicId> removedVnics;
};

/**
 * @brief Makes one change and measures it by packets (DESIGN section 7, reconfiguration latency).
 *
 * Both directions of each link that the change concerns are probed with the services that it gains
 * and loses, from the submission on until the change's `watch` is over, the link is changed again, or
 * the traffic of the run ends. Shortly before the submission one probe each sees whether the link is
 * open already.
 */
class ChangeWatch
{
  public:
    /**
     * @param tenant,index the version of the tenant's timeline that the change makes, not the first
     * @param start of the traffic
     * @param end of the probes, at the latest
     */
    ChangeWatch(Deployment& deployment,
                LinkProber& prober,
                TenantId id,
                const TenantTimeline& tenant,
                size_t index,
                Time start,
                Time end);
    ChangeWatch(const ChangeWatch&) = delete;
    ChangeWatch& operator=(const ChangeWatch&) = delete;

    /// Schedules the change.
    void Schedule();

    /// @throws what making the change threw, which ended the simulation
    void ThrowIfFailed() const;

    /// @return what became of the change, once it is submitted
    ChangeOutcome Outcome() const;

    /// Adds what was measured to the metrics; at the end of the run.
    void Report(RunResult& result) const;

  private:
    using Ends = std::pair<VnicId, VnicId>;
    using Flows = std::vector<LinkProber::FlowId>;

    struct Watched
    {
        LinkChange link;
        Flows opening{}; ///< of the services that the link gains, both directions
        Flows closing{}; ///< of those that it loses
        Time until;      ///< the link's next change, or the end of the watch or of the traffic
        bool cut{false}; ///< `until` is not the end of the watch
        bool changedAgain{false};
    };

    using Step = void (ChangeWatch::*)();

    const Version& Wanted() const;
    void Do(Step step);
    void LookBefore();
    void Make();
    void Submitted(const ChangeReport& report);
    Watched Watch(const LinkChange& link, std::span<const TenantView> later);
    Flows Probe(const LinkChange& link,
                const std::vector<Service>& services,
                Time stop,
                Time interval);
    Obeyed Opened(const Watched& watched) const;
    Obeyed Closed(const Watched& watched) const;

    Deployment& m_deployment;
    LinkProber& m_prober;
    TenantId m_id;
    const TenantTimeline& m_tenant;
    size_t m_index;
    Time m_start;
    Time m_end;
    Time m_submitted;
    std::optional<Time> m_acked;
    uint64_t m_messages{0};
    ChangeReport m_report;
    std::exception_ptr m_failure;
    std::map<Ends, Flows> m_before; ///< probes of the links to come, sent before the submission
    std::vector<Watched> m_watched;
};

} // namespace ns3::vnlab

#endif // VNLAB_CHANGE_WATCH_H
