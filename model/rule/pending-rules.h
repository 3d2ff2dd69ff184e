// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PENDING_RULES_H
#define VNLAB_PENDING_RULES_H

#include "model/ids.h"
#include "model/rule/encoded-rules.h"

#include <map>
#include <vector>

namespace ns3::vnlab
{

/// The messages for each place, in order.
using RuleBatches = std::map<EnforcementPoint, std::vector<EncodedRules>>;

/**
 * @brief What waits to be sent: rules by place, cut into messages.
 *
 * Encoded at once, since a deployment has millions of rules and their bytes are few.
 */
struct PendingRules
{
    RuleBatches infrastructure;      ///< hosts and switches
    RuleBatches hooks;               ///< in VMs
    std::vector<TenantId> tenants{}; ///< whose networks differ; none: nobody says
    bool isFurtherStep{false};       ///< of a change that is worked out already

    /// Appends a delta: what goes before what comes. Of all that is added no rule may come twice.
    void Add(const RuleDelta& delta);
};

} // namespace ns3::vnlab

#endif // VNLAB_PENDING_RULES_H
