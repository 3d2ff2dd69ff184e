// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RULE_NAMES_H
#define VNLAB_RULE_NAMES_H

#include "model/cloud/cloud-plan.h"
#include "model/cloud/cloud-version.h"
#include "model/mac-bytes.h"

#include <optional>
#include <string>
#include <unordered_map>

namespace ns3::vnlab
{

/// Whose the addresses and identities are that stand in rules.
class RuleNames
{
  public:
    /// @param plan,version outlive this; the version is the rules'
    RuleNames(const CloudPlan& plan, const CloudVersion& version);

    const CloudPlan& Plan() const;

    /// @return the VM, or nothing where nobody has it
    std::optional<VmId> VmOf(const UuidBytes& uuid) const;
    std::optional<VmId> VmOf(const MacBytes& mac) const;
    std::optional<VmId> VmOfProviderAddress(uint32_t address) const;
    /// Of tenants' addresses, where these are unique.
    std::optional<VmId> VmOfAddress(uint32_t address) const;

    HostId HostOf(VmId vm) const;

    /// @return the number of a vNIC's segment
    Vni VniOf(VnicId vnic) const;

  private:
    const CloudPlan& m_plan;
    const CloudVersion& m_version;
    std::unordered_map<uint32_t, VmId> m_vmOfAddress;
    std::unordered_map<uint32_t, VmId> m_vmOfProviderAddress;
    std::unordered_map<std::string, VmId> m_vmOfUuid;
};

/// @return "06:00:00:00:00:01"
std::string MacText(const MacBytes& mac);

/// @return "01020304-0506-0708-090a-0b0c0d0e0f10"
std::string UuidText(const UuidBytes& uuid);

} // namespace ns3::vnlab

#endif // VNLAB_RULE_NAMES_H
