// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RULE_TEXT_H
#define VNLAB_RULE_TEXT_H

#include "model/cloud/cloud-plan.h"
#include "model/rule/rule.h"

#include <optional>
#include <string>
#include <unordered_map>

namespace ns3::vnlab
{

/**
 * @brief Rules in words, a line each, as the VM reads them that they concern.
 *
 * The VM itself and the ids of its tunnels are left out, so that rules about one peer have the same
 * text at every VM.
 */
class RuleText
{
  public:
    struct Line
    {
        std::string text;
        std::optional<VmId> about; ///< the VM that it names
    };

    /// @param plan outlives this
    /// @param version of the rules: which provider address is whose
    RuleText(const CloudPlan& plan, const CloudVersion& version);

    /// @param reader one end, where the rule is about two VMs
    Line Of(const Rule& rule, VmId reader) const;

    /// @return the VM of an identity, or nothing where nobody has it
    std::optional<VmId> VmOf(const UuidBytes& uuid) const;

  private:
    Line About(VmId vm, const std::string& before, const std::string& after) const;
    Line Encap(const Rule& rule) const;
    Line Decap(const Rule& rule) const;
    Line Whitelist(const Rule& rule) const;
    Line Permit(const Rule& rule, VmId reader) const;

    const CloudPlan& m_plan;
    std::unordered_map<uint32_t, VmId> m_vmOfProviderAddress;
    std::unordered_map<std::string, VmId> m_vmOfUuid;
};

} // namespace ns3::vnlab

#endif // VNLAB_RULE_TEXT_H
