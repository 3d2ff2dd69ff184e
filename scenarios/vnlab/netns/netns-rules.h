// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_NETNS_RULES_H
#define VNLAB_NETNS_RULES_H

#include "model/rule/rule.h"
#include "scenarios/vnlab/netns/netns-names.h"
#include "scenarios/vnlab/system/shell-command.h"

#include <vector>

namespace ns3::vnlab
{

/**
 * @brief The rule writer of a network in namespaces: a rule is one command.
 *
 * A rule of a VM's hooks goes into the pinned map (`bpftool map`), an address of a host's port is a
 * route (`ip route`). LinkWire has no rules elsewhere.
 */
class NetnsRules
{
  public:
    /// @param names outlive it
    explicit NetnsRules(const NetnsNames& names);

    ShellCommand Write(const Rule& rule) const;
    ShellCommand Erase(const RuleKey& key) const;

    /// @return what prints something as long as a place has a rule, or fails where it has none
    ShellCommand Lookup(const RuleKey& key) const;

    /// @return what applies a change, in its order: the erasures, then the rest
    std::vector<ShellCommand> Apply(const RuleDelta& delta) const;

  private:
    ShellCommand Route(const char* verb, const RuleKey& key) const;

    const NetnsNames& m_names;
};

} // namespace ns3::vnlab

#endif // VNLAB_NETNS_RULES_H
