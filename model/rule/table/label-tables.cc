// SPDX-License-Identifier: GPL-2.0-only
//
// What a firewall of label identities holds: the number of a vNIC, the numbers that it may speak with, and whose the
// addresses of its peers are.

#include "model/rule/label-tables.h"

#include "model/rule/table/line-about.h"
#include "model/rule/table/service-text.h"

namespace ns3::vnlab
{

namespace
{

std::vector<RuleAudience>
HostOfVnic(VnicId vnic, const RuleNames& names)
{
    return {{RuleAudience::Kind::kHost, names.Plan().At(vnic).vm.value}};
}

class LabelPortTable : public Table
{
  public:
    LabelPortTable()
        : Table(kLabelPortTable, RulePurpose::kPermission, {{"port"}, {"address", "identity"}})
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames&) const override
    {
        const auto port = rule.value.As<LabelPortValue>();
        return {"this VM's port sends from " + FormatIpv4(port.address) + " as identity " +
                    std::to_string(port.identity),
                {}};
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames& names) const override
    {
        return HostOfVnic(rule.where.key.As<LabelPortKey>().vnic, names);
    }
};

class LabelPolicyTable : public Table
{
  public:
    LabelPolicyTable()
        : Table(kLabelPolicyTable,
                RulePurpose::kPermission,
                {{"port", "direction", "identity", "protocol", "destination port"}, {}})
    {
    }

    /// Any protocol, and any port of one, need no word.
    std::span<const std::string_view> KeyFields(const RuleBytes& key) const override
    {
        const auto policy = key.As<LabelPolicyKey>();
        const size_t fields = policy.protocol == 0 ? 3 : policy.port == 0 ? 4 : 5;
        return std::span(AllFields().key).first(fields);
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames&) const override
    {
        const auto key = rule.where.key.As<LabelPolicyKey>();
        const std::string service =
            key.protocol == 0 ? "anything" : ServiceText(key.protocol, key.port);
        const std::string identity = "identity " + std::to_string(key.identity);
        return {key.direction == PolicyDirection::kIngress
                    ? "this VM takes " + service + " from " + identity
                    : "this VM may ask " + identity + " for " + service,
                {}};
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames& names) const override
    {
        return HostOfVnic(rule.where.key.As<LabelPolicyKey>().vnic, names);
    }
};

/// Where an identity is, not what it may do.
class LabelAddressTable : public Table
{
  public:
    LabelAddressTable()
        : Table(kLabelAddressTable, RulePurpose::kLocation, {{"VNI", "address"}, {"identity"}})
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames&) const override
    {
        return {FormatIpv4(rule.where.key.As<LabelAddressKey>().address) + " is identity " +
                    std::to_string(rule.value.As<LabelAddressValue>().identity),
                {}};
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames&) const override
    {
        return {{RuleAudience::Kind::kSegment, rule.where.key.As<LabelAddressKey>().vni.value}};
    }
};

const TableRegistration kLabelPort{std::make_unique<LabelPortTable>()};
const TableRegistration kLabelPolicy{std::make_unique<LabelPolicyTable>()};
const TableRegistration kLabelAddress{std::make_unique<LabelAddressTable>()};

} // namespace

} // namespace ns3::vnlab
