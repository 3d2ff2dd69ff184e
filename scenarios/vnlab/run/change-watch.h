// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CHANGE_WATCH_H
#define VNLAB_CHANGE_WATCH_H

#include "analysis/result/run-result.h"
#include "model/deployment/deployment.h"
#include "model/traffic/link-prober.h"
#include "scenarios/vnlab/run/event-fault.h"
#include "scenarios/vnlab/run/probe-services.h"
#include "scenarios/vnlab/scenario/timeline.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
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

    std::optional<TenantId> tenant; ///< nothing: the substrate
    Time submitted;
    std::optional<Time> acked;
    std::string failure;       ///< why it could not be made, or a part of it; empty where it was
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
 *
 * Of a change of the substrate no link loses anything by permission: those are probed that open again.
 */
class ChangeWatch
{
  public:
    /**
     * @param id nothing: the substrate
     * @param versions of the tenant or the substrate; they outlive the watch
     * @param index the version that the change makes, not the first
     * @param start of the traffic
     * @param end of the probes, at the latest
     * @param fault is given what making the change throws, where that says nothing of the change
     */
    ChangeWatch(Deployment& deployment,
                LinkProber& prober,
                std::optional<TenantId> id,
                std::span<const Version> versions,
                size_t index,
                Time start,
                Time end,
                EventFault& fault);
    ChangeWatch(const ChangeWatch&) = delete;
    ChangeWatch& operator=(const ChangeWatch&) = delete;

    /// Schedules the change.
    void Schedule();

    /// @return whether it is known by now that the change, or a part of it, cannot be made
    bool HasFailed() const;

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
    const Specification* WantedBefore() const;
    void Do(Step step);
    void LookBefore();
    void Make();
    void Submitted(const ChangeReport& report);
    Watched Watch(const LinkChange& link, std::span<const TenantView> later);
    void Fail(const std::string& why);
    Flows Probe(const LinkChange& link,
                const std::vector<Service>& services,
                Time stop,
                Time interval);
    Obeyed Opened(const Watched& watched) const;
    Obeyed Closed(const Watched& watched) const;

    Deployment& m_deployment;
    LinkProber& m_prober;
    std::optional<TenantId> m_id;
    std::span<const Version> m_versions;
    size_t m_index;
    std::optional<SpecStep> m_step; ///< of what is in force, where it differs
    Time m_start;
    Time m_end;
    EventFault& m_fault;
    Time m_submitted;
    std::optional<Time> m_acked;
    uint64_t m_messages{0};
    ChangeReport m_report;
    std::string m_failure;
    std::map<Ends, Flows> m_before; ///< probes of the links to come, sent before the submission
    std::vector<Watched> m_watched;
};

} // namespace ns3::vnlab

#endif // VNLAB_CHANGE_WATCH_H
