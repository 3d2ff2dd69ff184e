// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_GROUP_POLICY_H
#define VNLAB_TEST_GROUP_POLICY_H

#include "model/rule/rule.h"
#include "test/support/cloud-fixture.h"

#include <cstdint>
#include <vector>

namespace ns3::vnlab::test
{

/// @return two tenants with the same addresses and policies drawn by a seed
CloudScenario DrawPolicy(uint64_t seed);

/// @return a tenant with two tiers of so many VMs, each of which may speak to each of the other tier
CloudScenario TwoTiersOf(uint32_t vms);

/// Tenants, and the rules of `security-groups` for them.
class GroupPolicy
{
  public:
    explicit GroupPolicy(CloudScenario scenario);
    GroupPolicy(const GroupPolicy&) = delete;
    GroupPolicy& operator=(const GroupPolicy&) = delete;

    const CloudPlan& Plan() const;
    const std::vector<TenantView>& Views() const;
    const TenantView& ViewOf(VnicId vnic) const;
    HostId HostOf(VnicId vnic) const;

    /// @return of all hosts
    const std::vector<Rule>& Rules() const;

    /// @return how many of a table
    size_t Count(TableId table) const;

  private:
    CloudScenario m_scenario;
    CloudPlan m_plan;
    std::vector<TenantView> m_views;
    std::vector<Rule> m_rules;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_GROUP_POLICY_H
