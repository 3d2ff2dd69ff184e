// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_OVN_CLOUD_H
#define VNLAB_TEST_OVN_CLOUD_H

#include "test/conformance/ovn/group-policy.h"
#include "test/conformance/ovn/ovn-tracer.h"
#include "test/conformance/ovn/question.h"
#include "test/support/ovs-daemons.h"

#include <cstddef>
#include <memory>

namespace ns3::vnlab::test
{

/// @return whether OVN's daemons and tools can be run
bool OvnIsInstalled();

/**
 * @brief A policy in OVN: a logical switch for each segment, a port with port security for each vNIC, a port group for
 * each security group, and its rules as ACLs that name others by their groups' address sets.
 *
 * Needs no chassis, no root and no module of the kernel: ovn-northd makes logical flows of it, and ovn-trace follows
 * packets through them.
 */
class OvnCloud
{
  public:
    /// @param policy outlives this
    /// @throw std::runtime_error where a daemon does not come up or OVN does not take the policy
    explicit OvnCloud(const GroupPolicy& policy);

    /// @return whether a new connection's packet gets to whom it is for
    bool Delivers(const Question& question);

    /// @return whether what answers it gets back, once it has
    bool DeliversAnswer(const Question& question);

    /// @return flows that ovn-northd made
    size_t LogicalFlows() const;

    /// @return ACLs that it made them of
    size_t Acls() const;

  private:
    void Write();
    bool Trace(OvnTracer& tracer, const Question& question) const;

    const GroupPolicy& m_policy;
    OvsDaemons m_daemons;
    size_t m_acls{0};
    std::unique_ptr<OvnTracer> m_new;
    std::unique_ptr<OvnTracer> m_replies;
};

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_OVN_CLOUD_H
