// SPDX-License-Identifier: GPL-2.0-only
//
// What hosts and the fabric's switches hold of VLANs: access ports and trunks.

#include "model/rule/vlan-tables.h"

#include "model/rule/table/line-about.h"

namespace ns3::vnlab
{

namespace
{

class AccessVlanTable : public Table
{
  public:
    AccessVlanTable()
        : Table(kAccessVlanTable, RulePurpose::kPermission, {{"port"}, {"VLAN"}})
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames&) const override
    {
        return {"this VM's port is in VLAN " +
                    std::to_string(rule.value.As<AccessVlanValue>().vlan),
                {}};
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames& names) const override
    {
        const VnicId vnic = rule.where.key.As<AccessVlanKey>().vnic;
        return {{RuleAudience::Kind::kHost, names.Plan().At(vnic).vm.value}};
    }
};

/// A trunk's list is of no VM in particular.
class TrunkVlanTable : public Table
{
  public:
    TrunkVlanTable()
        : Table(kTrunkVlanTable, RulePurpose::kLocation, {{"port", "VLAN"}, {}})
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames&) const override
    {
        const auto key = rule.where.key.As<TrunkVlanKey>();
        const std::string vlans =
            key.first == key.last
                ? " carries VLAN " + std::to_string(key.first)
                : " carries VLANs " + std::to_string(key.first) + " to " + std::to_string(key.last);
        return {"trunk port " + std::to_string(key.port.value) + vlans, {}};
    }

    std::vector<RuleAudience> Audience(const Rule&, const RuleNames&) const override
    {
        return {};
    }
};

const TableRegistration kAccessVlan{std::make_unique<AccessVlanTable>()};
const TableRegistration kTrunkVlan{std::make_unique<TrunkVlanTable>()};

} // namespace

} // namespace ns3::vnlab
