// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RULE_AGENT_H
#define VNLAB_RULE_AGENT_H

#include "model/control/rule-target.h"

#include "ns3/event-id.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace ns3::vnlab
{

/// How fast a place takes rules.
struct RuleTiming
{
    Time perRule; ///< one rule after the other
    Time lag;     ///< from the acknowledged write until packets obey it
};

/**
 * @brief The agent at an enforcement point: writes rules one after the other, each atomically, the
 * ones that go before the ones that come: what must stop stops first.
 */
class RuleAgent
{
  public:
    /// Called when the last rule of an update was tried, with how many were refused.
    using Done = std::function<void(uint32_t refused)>;

    RuleAgent(std::unique_ptr<RuleTarget> target, const RuleTiming& timing);
    ~RuleAgent();
    RuleAgent(const RuleAgent&) = delete;
    RuleAgent& operator=(const RuleAgent&) = delete;

    /// Takes an update; updates are worked off in order.
    /// @param mayLack whether to erase a rule that is not there is no refusal
    void Apply(RuleDelta rules, Done done, bool mayLack = false);

    /**
     * @brief Has one rule of a delta tried now, whatever the place's time for a rule is. Where it lags,
     * packets obey later.
     * @param index over what is erased, then what is written
     * @return false where it was refused
     */
    bool ApplyNow(const RuleDelta& rules, size_t index);

    /// Packets that wait for an entry do so in vain.
    void GiveUp(const RuleKey& key);

    /// Writes the rules of a VM's image, before the VM runs.
    void Boot(std::span<const Rule> rules);

    /// Has somebody told, from now on, of every rule that the place takes or loses; who is told may not
    /// use the agent meanwhile.
    void Watch(WatchedTarget::Watcher watcher);

    /// Has somebody told, from now on, of every rule that the place could not take.
    void OnRefusal(std::function<void(const RuleKey& rule)> listener);

    /// The updates that it was working off are forgotten, and their callbacks; what is written stays.
    void Abandon();

    /// The machine under the agent is gone: so are its rules and the updates that it was working off.
    void Stop();

  private:
    struct Update
    {
        RuleDelta rules;
        size_t next{0}; ///< over erased, then written
        uint32_t refused{0};
        Done done;
        bool mayLack{false};
    };

    void Step();
    bool ApplyOne(const RuleDelta& rules, size_t index);

    std::unique_ptr<RuleTarget> m_target;
    std::function<void(const RuleKey& rule)> m_refusal;
    RuleTiming m_timing;
    std::vector<Update> m_updates; // in order of arrival
    EventId m_step;
};

} // namespace ns3::vnlab

#endif // VNLAB_RULE_AGENT_H
