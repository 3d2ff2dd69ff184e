// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REACH_SURVEY_H
#define VNLAB_REACH_SURVEY_H

#include "model/cloud/cloud-plan.h"
#include "model/cloud/tenant-view.h"
#include "model/spec/attacker.h"
#include "scenarios/vnlab/run/rehearsal.h"
#include "scenarios/vnlab/scenario/scenario.h"
#include "scenarios/vnlab/scenario/timeline.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// How an attacker gets to a VM that it does not reach in one step.
struct AttackWay
{
    std::vector<VmId> path; ///< each is the attacker's when it is there, both ends included
    std::vector<VmId> cut;  ///< the fewest that have to withstand it
};

/// Who reaches whom under a design, in one step and one way.
struct ReachAnswer
{
    std::string design;
    std::optional<std::string> refusal{}; ///< why the design does not serve the tenants: no counts
    std::map<Capability, uint64_t> pairs{}; ///< that are reached, by power
    /// Reached from anywhere, ascending; empty where all VMs are asked about all.
    std::map<Capability, std::vector<VmId>> targets{};
    /// Asked about one pair, the way where there is one of several steps.
    std::map<Capability, AttackWay> ways{};
};

/**
 * @brief Asks the designs of a scenario who can deliver a packet to whom in the networks that its first
 *        deployment makes, before any change. Nothing is simulated.
 *
 * The attacker is inside and knows everything, as in `exposure.reachable`.
 */
class ReachSurvey
{
  public:
    /// @param scenario its checks have passed
    explicit ReachSurvey(Scenario scenario);

    /// @param name a VM ("tenant/vm"), a tenant or a group of tenants
    /// @param what the name is, in the message
    /// @throws InputError where it is neither
    std::vector<VmId> VmsOf(const std::string& name, const std::string& what) const;

    /// @return every VM
    std::vector<VmId> AllVms() const;

    /// @param from,to ascending. A VM is no target of its own
    std::vector<ReachAnswer> Ask(const std::vector<VmId>& from, const std::vector<VmId>& to) const;

    /// @return what there is between two VMs that could keep them apart: "no virtual link joins them";
    ///         "" where they have a link that permits everything
    std::string Between(VmId a, VmId b) const;

    /// @return a way told: "shop/web → shop/app on tcp/80 → shop/db on tcp/5432"
    std::string Told(const std::vector<VmId>& path) const;

    std::string NameOf(VmId vm) const;

  private:
    /// @return the services that the links of two VMs permit, in words; nothing: there are no links
    std::optional<std::string> PermittedBetween(VmId a, VmId b) const;

    Scenario m_scenario;
    Rehearsal m_rehearsal;
    Timeline m_timeline;
    CloudPlan m_plan;
    std::vector<TenantView> m_views;
};

} // namespace ns3::vnlab

#endif // VNLAB_REACH_SURVEY_H
