// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MANUAL_H
#define VNLAB_MANUAL_H

#include "model/control/control-plane.h"
#include "model/dice.h"

#include "ns3/event-id.h"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <vector>

namespace ns3::vnlab
{

/// Who configures places by hand.
struct ManualKeys : KeysOf<ManualKeys>
{
    uint64_t seconds_per_setting_ns{10'000'000'000}; ///< an assumption
    uint32_t operators{1};
    double error_probability{0};
    uint64_t mttr_ns{kHour_ns};

    void Visit(KeyVisitor& keys, const Key& like) override;
};

/**
 * @ingroup vnlab
 * @brief Operators who configure place by place: no controller, no messages, no CPU time.
 *
 * Each takes the next place of the delta, hosts and switches before hooks in VMs, and types the
 * place's rules one after the other: of a rule that is written all typed fields (CountTyped), of one
 * that is erased those of its key. Each takes effect when its last field has been typed. Nothing
 * overtakes: work in the queue waits until its place is free and, at a hook, until hosts and switches
 * of its update are done; what is behind it waits as well.
 *
 * A rule may be typed wrongly, which nobody notices at first: its place has then what it had before,
 * until the error is found and mended, or the rule is typed anew.
 */
class ManualPlane : public ControlPlane
{
  public:
    /// @param seed of the errors
    ManualPlane(const ManualKeys& keys, uint64_t seed);
    ~ManualPlane() override;

    void AddAgent(EnforcementPoint at,
                  const ControlEnd& end,
                  std::unique_ptr<RuleAgent> agent) override;
    RuleAgent& AgentOf(EnforcementPoint at) override;
    void CloseAgent(EnforcementPoint at) override;
    void Submit(PendingRules rules, Done done) override;
    uint64_t Refused() const override;
    std::map<std::string, double> RunCounts() const override;

  private:
    struct Update
    {
        uint32_t left{1}; ///< places, and the call of Submit itself
        Done done;
    };

    /// An update's rules at one place, in the queue.
    struct Work
    {
        uint64_t update;
        EnforcementPoint at;
        std::vector<EncodedRules> rules;
    };

    /// The same when an operator is at it.
    struct Typing
    {
        uint64_t update;
        RuleDelta rules;
        size_t next{0}; ///< over erased, then written
        EventId typed;
    };

    void Queue(uint64_t update, RuleBatches batches);
    bool MustWait(const Work& work) const;
    void TakeWork();
    void TypeNext(EnforcementPoint at, Typing& typing);
    void Typed(EnforcementPoint at);
    void Apply(const RuleDelta& rules, size_t index);
    void MendLater(const RuleDelta& rules, size_t index);
    void End(uint64_t update);

    uint32_t m_operators;
    Time m_perSetting;
    double m_errorProbability;
    Time m_timeToRepair;
    Dice m_dice;
    std::map<EnforcementPoint, std::unique_ptr<RuleAgent>> m_agents;
    std::map<uint64_t, Update> m_updates;
    std::deque<Work> m_queue;
    std::map<EnforcementPoint, Typing> m_typing;
    uint64_t m_nextUpdate{0};
    std::map<RuleKey, EventId> m_wrong; ///< what is not yet found, and when it will be
    uint64_t m_rules{0};                ///< typed so far
    uint64_t m_errors{0};
    uint64_t m_refused{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_MANUAL_H
