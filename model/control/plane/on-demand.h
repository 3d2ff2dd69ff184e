// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ON_DEMAND_H
#define VNLAB_ON_DEMAND_H

#include "model/control/answer-cache.h"
#include "model/control/plane/beside-plane.h"

#include "ns3/event-id.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// What places do while they ask, and remember of answers.
struct OnDemandSetting
{
    CacheLimits cache{};
    uint32_t held{0}; ///< packets that wait for one entry, at most
};

/**
 * @brief What control planes have in common that bring rules to switches on a miss: those of hosts, and
 * those of a fabric that asks.
 *
 * They ask for one entry once at a time, and remember the answer; how they ask, a subclass says. What
 * none asks for, such as which vNICs are its own, another control plane brings.
 */
class OnDemandPlane : public BesidePlane, protected MissSink
{
  public:
    /// @param others brings the rules that no host asks for
    OnDemandPlane(std::unique_ptr<ControlPlane> others, const OnDemandSetting& setting);
    ~OnDemandPlane() override;

    void AddAgent(EnforcementPoint at,
                  const ControlEnd& end,
                  std::unique_ptr<RuleAgent> agent) override;
    void CloseAgent(EnforcementPoint at) override;
    MissHandling Misses() override;
    void AnswerFrom(const RulesOnDemand& rules) override;
    std::map<std::string, double> RunCounts() const override;

  protected:
    /// @return whether the place may be one that asks
    static bool MayAsk(EnforcementPoint at);

    /// What a host waits to be told.
    struct Question
    {
        uint64_t number{0}; ///< of all questions
        VnicId asker{};
        uint64_t tries{0};
        EventId timer{};
    };

    /// A host is to ask for an entry: its question is the one in @p question, until Answered() or
    /// GiveUp().
    virtual void Ask(const RuleKey& wanted, Question& question) = 0;

    /// A host has forgotten entries. Nothing by default.
    virtual void Forgotten(EnforcementPoint at, const std::vector<RuleKey>& entries);

    MissOutcome Missed(const Miss& miss) override;
    void Used(const RuleKey& entry) override;
    void NotHere(EnforcementPoint at, const RuleKey& entry) override;

    /// @return what a host waits to be told about an entry, or nullptr: it does not
    Question* QuestionFor(const RuleKey& wanted);

    /// Asks again for an entry that a host has, unless it does already. @return whether it asks
    bool AskAgain(const RuleKey& entry);

    /// The entries of an answer are in the host's tables; none: it is known that there are none.
    void Answered(const RuleKey& wanted, const std::vector<RuleKey>& entries);

    /// There will be no answer.
    void GiveUp(const RuleKey& wanted);

    /// Entries are no longer in the host's tables: what came with them goes, too.
    void Gone(EnforcementPoint at, const std::vector<RuleKey>& entries);

    /// @return whether a host remembers the answer that an entry came with
    bool Remembers(const RuleKey& entry) const;

    /// @return how often the host's machine has been switched off: what belongs to earlier times is void
    uint64_t OffTimes(EnforcementPoint at) const;

    /// @return the rules that an entry is of, from the version in force
    std::vector<Rule> RulesFor(const Miss& miss) const;

    /// @return the host that a vNIC is on, as RulesOnDemand has it
    std::optional<HostId> HostOf(VnicId vnic) const;

  private:
    struct Host
    {
        AnswerCache cache;
        EventId expiry{};
        std::map<RuleKey, Question> questions{};
        uint64_t offTimes{0};
    };

    void StartQuestion(const RuleKey& wanted, VnicId asker);
    void EndQuestion(const RuleKey& wanted);
    void Erase(EnforcementPoint at, std::vector<RuleKey> entries);
    void ExpectExpiry(EnforcementPoint at);

    OnDemandSetting m_setting;
    const RulesOnDemand* m_rules{nullptr};
    std::map<EnforcementPoint, Host> m_hosts;
    uint64_t m_hits{0};
    uint64_t m_misses{0};
    uint64_t m_questions{0};
    uint64_t m_unanswered{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_ON_DEMAND_H
