// SPDX-License-Identifier: GPL-2.0-only
//
// What a firewall of security groups holds: whose group a vNIC is in, what groups take from each other, and who is
// in them.

#include "model/rule/group-tables.h"

#include "model/rule/table/line-about.h"
#include "model/rule/table/service-text.h"

namespace ns3::vnlab
{

namespace
{

VmId
FirstOf(GroupId group, const RuleNames& names)
{
    return names.Plan().At(group.first).vm;
}

std::vector<RuleAudience>
SegmentOf(GroupId group, const RuleNames& names)
{
    return {{RuleAudience::Kind::kSegment, names.VniOf(group.first).value}};
}

class GroupPortTable : public Table
{
  public:
    GroupPortTable()
        : Table(kGroupPortTable, RulePurpose::kPermission, {{"port"}, {"address", "group"}})
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames& names) const override
    {
        const auto port = rule.value.As<GroupPortValue>();
        return LineAbout(FirstOf(port.group, names),
                         names,
                         "this VM's port sends from " + FormatIpv4(port.address) +
                             " and is in the group of ",
                         "");
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames& names) const override
    {
        const VnicId vnic = rule.where.key.As<GroupPortKey>().vnic;
        return {{RuleAudience::Kind::kHost, names.Plan().At(vnic).vm.value}};
    }
};

class GroupRuleTable : public Table
{
  public:
    GroupRuleTable()
        : Table(kGroupRuleTable,
                RulePurpose::kPermission,
                {{"group", "remote group", "protocol", "port"}, {}})
    {
    }

    /// Any protocol, and any port of one, need no word.
    std::span<const std::string_view> KeyFields(const RuleBytes& key) const override
    {
        const auto rule = key.As<GroupRuleKey>();
        const size_t fields = rule.protocol == 0 ? 2 : rule.port == 0 ? 3 : 4;
        return std::span(AllFields().key).first(fields);
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames& names) const override
    {
        const auto key = rule.where.key.As<GroupRuleKey>();
        const std::string service =
            key.protocol == 0 ? "anything" : ServiceText(key.protocol, key.port);
        return LineAbout(FirstOf(key.remote, names),
                         names,
                         "the group of " + names.Plan().At(FirstOf(key.group, names)).name +
                             " takes " + service + " from the group of ",
                         "");
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames& names) const override
    {
        return SegmentOf(rule.where.key.As<GroupRuleKey>().group, names);
    }
};

class GroupAddressTable : public Table
{
  public:
    GroupAddressTable()
        : Table(kGroupAddressTable, RulePurpose::kPermission, {{"group", "address"}, {}})
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames& names) const override
    {
        const auto key = rule.where.key.As<GroupAddressKey>();
        return LineAbout(
            FirstOf(key.group, names), names, FormatIpv4(key.address) + " is in the group of ", "");
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames& names) const override
    {
        return SegmentOf(rule.where.key.As<GroupAddressKey>().group, names);
    }
};

const TableRegistration kGroupPort{std::make_unique<GroupPortTable>()};
const TableRegistration kGroupRule{std::make_unique<GroupRuleTable>()};
const TableRegistration kGroupAddress{std::make_unique<GroupAddressTable>()};

} // namespace

} // namespace ns3::vnlab
