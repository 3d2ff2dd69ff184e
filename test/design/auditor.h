// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_AUDITOR_H
#define VNLAB_TEST_AUDITOR_H

#include "test/support/cloud-fixture.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab::test
{

/// Runs a scenario and compares what places hold with what the controller wants.
class Auditor
{
  public:
    /// @param scenario outlives the auditor
    Auditor(const DesignChoice& choice, const CloudScenario& scenario);

    void Change(TenantId tenant, size_t version);

    /// Takes note of what the controller wants now.
    void Remember();

    bool WantsWhatAFreshCompileGives();

    /// Erases what it looks at in the host switches: the last thing to do with a cloud.
    /// @return the places that hold other rules than the controller wants
    std::vector<std::string> Audit();

    CloudFixture cloud;

  private:
    void AuditHooks();
    void AuditMap(const std::vector<Rule>& expected,
                  uint32_t vnic,
                  TableId table,
                  const vnlab_map& descriptor);
    void AuditRoute(const RuleKey& where);
    void Expect(bool isRight, const std::string& place);

    DesignChoice m_choice;
    std::map<RuleKey, Rule> m_wanted;
    std::set<RuleKey> m_everWanted;
    std::vector<std::string> m_complaints;
};

/// @return the names of all control planes
std::vector<std::string> ControlPlaneNames();

/// @return longer than a control plane takes for a change: operators take days
Time AgesUnder(const std::string& controlPlane);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_AUDITOR_H
