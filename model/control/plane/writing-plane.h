// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_WRITING_PLANE_H
#define VNLAB_WRITING_PLANE_H

#include "model/control/plane/on-demand.h"
#include "model/control/plane/push.h"

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace ns3::vnlab
{

/// @return what an agent says of entries. @param vnic of kMiss and kBusyPair
ControlMessage NoticeOf(ControlMessage::Kind kind,
                        const std::vector<RuleKey>& entries,
                        VnicId vnic = {});

/**
 * @brief What control planes have in common whose controller writes entries into host switches that do
 * not have all of them.
 *
 * Entries travel on the channels of `push`: an update for each occasion, which its places acknowledge. Who
 * forgets some says so. The controller knows what it has written where, and sends what of that a change
 * makes different.
 */
class WritingPlane : public OnDemandPlane
{
  public:
    WritingPlane(std::unique_ptr<PushPlane> push, const OnDemandSetting& setting);

    void CloseAgent(EnforcementPoint at) override;
    void Submit(PendingRules rules, Done done) override;
    void ChangeOnDemand(const RuleDelta& rules) override;

  protected:
    PushPlane& Push();

    /// An agent told the controller of an entry, and it is not that it is forgotten.
    virtual void Heard(EnforcementPoint at, const ControlMessage& notice, const RuleKey& entry) = 0;

    /// Writes the rules that an entry is of; where there are none, that is said.
    void Write(const Miss& miss);

    /// @return whether the controller takes the entry to be there, or to be known not to exist
    bool IsKnown(const RuleKey& entry) const;

    /// @return entries that hosts forgot which the controller took to be there
    uint64_t Expired() const;

  private:
    void Forgotten(EnforcementPoint at, const std::vector<RuleKey>& entries) override;

    void AtController(EnforcementPoint at, const ControlMessage& notice);
    void Written(const RuleKey& wanted, const std::vector<Rule>& rules, uint64_t offTimes);
    void Changed(const RuleDelta& change);

    PushPlane& m_push; ///< the base's
    /// What the controller takes to be there: entries that it wrote, and those that it said do not exist.
    std::map<EnforcementPoint, std::set<RuleKey>> m_known;
    RuleDelta m_change; ///< of what is known, for the next Submit()
    uint64_t m_expired{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_WRITING_PLANE_H
