// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RUN_RECORDER_H
#define VNLAB_RUN_RECORDER_H

#include "analysis/report/recording.h"
#include "scenarios/vnlab/run/run-observer.h"
#include "scenarios/vnlab/scenario/scenario.h"

#include <deque>
#include <string>
#include <unordered_map>

namespace ns3::vnlab
{

/// Records a run for the replay of a report.
class RunRecorder : public RunObserver
{
  public:
    /// So many attempts are recorded, each attack's share of them; the others are counted.
    static constexpr size_t kMostAttempts = 20'000;

    /// @param mostAttempts to record
    explicit RunRecorder(const Scenario& scenario, size_t mostAttempts = kMostAttempts);

    void Began(const Deployment& deployment, const Topology& topology) override;
    AttackObserver* WatchAttack(const std::string& label) override;
    void Changed(const ChangeOutcome& outcome) override;

    /// @return what was recorded until now
    const Recording& Get() const;

  private:
    /// Watches one attack.
    class Watch : public AttackObserver
    {
      public:
        Watch(RunRecorder& recorder, uint32_t attack);
        void Attempted(AttackAttempt attempt, VmId to) override;
        void Delivered(AttackAttempt attempt) override;
        void Compromised(VmId vm, std::optional<AttackAttempt> by) override;

      private:
        void SetOutcome(AttackAttempt attempt, AttemptOutcome outcome);

        RunRecorder& m_recorder;
        uint32_t m_attack;
        /// By attacker and number: index into Recording::attempts, of those that are recorded.
        std::unordered_map<uint64_t, size_t> m_recorded;
    };

    int64_t Since(Time time) const;

    std::vector<Attacker> m_attackers; ///< of the attacks, each once
    size_t m_mostAttempts;             ///< of one attack
    Time m_start;
    const CloudPlan* m_plan{nullptr};
    std::vector<int> m_vnics; ///< that exist, by VM
    std::deque<Watch> m_watches;
    Recording m_recording;
};

} // namespace ns3::vnlab

#endif // VNLAB_RUN_RECORDER_H
