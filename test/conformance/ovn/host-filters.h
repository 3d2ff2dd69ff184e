// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_HOST_FILTERS_H
#define VNLAB_TEST_HOST_FILTERS_H

#include "model/dataplane/group-filter.h"
#include "test/conformance/ovn/group-policy.h"
#include "test/conformance/ovn/question.h"

#include <map>
#include <memory>

namespace ns3::vnlab::test
{

/// The firewalls of all hosts of a policy, each with the rules that the design has for it.
class HostFilters
{
  public:
    /// @param policy outlives this
    explicit HostFilters(const GroupPolicy& policy);

    /// @return whether a new connection's packet gets through, at the sender's host and at the receiver's
    bool Delivers(const Question& question);

    /// @return whether what answers the packet before gets back
    bool DeliversAnswer(const Question& question);

    /// Makes a rule right again, or wrong.
    void Write(const Rule& rule);
    void Erase(const Rule& rule);

  private:
    bool Passes(const Question& question);

    const GroupPolicy& m_policy;
    std::map<HostId, std::unique_ptr<GroupFilter>> m_filters;
    Time m_now;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_HOST_FILTERS_H
