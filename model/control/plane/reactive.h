// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REACTIVE_H
#define VNLAB_REACTIVE_H

#include "model/control/plane/on-demand.h"
#include "model/control/plane/push.h"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// The keys of "reactive".
struct ReactiveKeys : KeysOf<ReactiveKeys>
{
    void Visit(KeyVisitor& keys, const Key& like) override;

    uint64_t timeout_ns{10 * kSecond_ns};
    LifetimeFrom timeout_from{LifetimeFrom::kLastUse};
    uint64_t drop_timeout_ns{10 * kSecond_ns};
    uint64_t capacity{0};
    uint64_t queue{64};
    uint64_t patience_ns{3 * kSecond_ns};
};

/**
 * @ingroup vnlab
 * @brief The first packet goes to a controller, which writes what it needs, and then goes on.
 *
 * Misses travel on the channels of `push`, and so do rules: an update for each miss, which its places
 * acknowledge. Entries go when nobody has used them for a while, and their host says so. The controller
 * knows what it has written where, and sends what of that a change makes different.
 */
class ReactivePlane : public OnDemandPlane
{
  public:
    ReactivePlane(std::unique_ptr<PushPlane> push, const ReactiveKeys& keys);

    void CloseAgent(EnforcementPoint at) override;
    void Submit(PendingRules rules, Done done) override;
    void ChangeOnDemand(const RuleDelta& rules) override;

  private:
    void Ask(const RuleKey& wanted, Question& question) override;
    void Forgotten(EnforcementPoint at, const std::vector<RuleKey>& entries) override;

    void AtController(EnforcementPoint at, const ControlMessage& notice);
    void Serve(const Miss& miss);
    void Written(const RuleKey& wanted, const std::vector<Rule>& rules, uint64_t offTimes);
    void Changed(const RuleDelta& change);

    PushPlane& m_push; ///< the base's
    Time m_patience;
    /// What the controller takes to be there: entries that it wrote, and those that it said do not exist.
    std::map<EnforcementPoint, std::set<RuleKey>> m_known;
    RuleDelta m_change; ///< of what is known, for the next Submit()
};

} // namespace ns3::vnlab

#endif // VNLAB_REACTIVE_H
