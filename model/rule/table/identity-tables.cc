// SPDX-License-Identifier: GPL-2.0-only
//
// What an identity firewall holds: whose an address is, and who may speak to whom.

#include "model/rule/table/line-about.h"
#include "model/rule/table/service-text.h"

#include <algorithm>
#include <tuple>

namespace ns3::vnlab
{

namespace
{

std::string
ServicesText(const PermitValue& permit)
{
    std::string text;
    for (const PermittedService& service : permit.services)
    {
        if (service.used)
        {
            text += (text.empty() ? "" : ", ") + ServiceText(service.protocol, service.port);
        }
    }
    return text.empty() ? "anything" : text;
}

class IdentityTable : public Table
{
  public:
    IdentityTable()
        : Table(TableId::kIdentity, RulePurpose::kLocation, {{"VNI", "MAC"}, {"UUID", "address"}})
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames& names) const override
    {
        const MacBytes mac = rule.where.key.As<SegmentMacKey>().mac;
        const auto identity = rule.value.As<IdentityValue>();
        return LineAbout(names.VmOf(mac).value(),
                         names,
                         "identity: " + MacText(mac) + " with " + FormatIpv4(identity.address) +
                             " is ",
                         ", UUID " + UuidText(identity.uuid));
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames&) const override
    {
        return {{RuleAudience::Kind::kSegment, rule.where.key.As<SegmentMacKey>().vni.value}};
    }
};

class CarriedTable : public Table
{
  public:
    CarriedTable()
        : Table(TableId::kCarried, RulePurpose::kSteering, {{"VNI", "MAC", "address"}, {"UUID"}})
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames& names) const override
    {
        const auto key = rule.where.key.As<CarriedKey>();
        const auto carried = rule.value.As<CarriedValue>();
        return LineAbout(names.VmOf(key.mac).value(),
                         names,
                         "identity: " + FormatIpv4(key.address) + ", passed on by ",
                         ", is UUID " + UuidText(carried.uuid));
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames&) const override
    {
        return {{RuleAudience::Kind::kSegment, rule.where.key.As<CarriedKey>().vni.value}};
    }
};

class PermitTable : public Table
{
  public:
    PermitTable()
        : Table(TableId::kPermit,
                RulePurpose::kPermission,
                {{"source UUID", "destination UUID"},
                 std::vector<std::string_view>(std::tuple_size_v<decltype(PermitValue::services)>,
                                               "service")})
    {
    }

    /// Each service that it names; everything needs no word.
    std::span<const std::string_view> ValueFields(const Rule& rule) const override
    {
        const auto permit = rule.value.As<PermitValue>();
        const auto used = std::ranges::count(permit.services, 1, &PermittedService::used);
        return std::span(AllFields().value).first(static_cast<size_t>(used));
    }

    RuleLine Text(const Rule& rule, VmId reader, const RuleNames& names) const override
    {
        const auto key = rule.where.key.As<PermitKey>();
        const std::string services = ": " + ServicesText(rule.value.As<PermitValue>());
        const bool sends = key.source == names.Plan().At(reader).uuid;
        const UuidBytes& other = sends ? key.destination : key.source;
        const std::string before = sends ? "may send to " : "may receive from ";
        const std::optional<VmId> peer = names.VmOf(other);
        return peer ? LineAbout(*peer, names, before, services)
                    : RuleLine{before + UuidText(other) + services, {}};
    }

    /// Of the two VMs those on the host that holds it.
    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames& names) const override
    {
        const auto key = rule.where.key.As<PermitKey>();
        std::vector<RuleAudience> audience;
        for (const UuidBytes& uuid : {key.source, key.destination})
        {
            const std::optional<VmId> vm = names.VmOf(uuid);
            if (vm && names.HostOf(*vm).value == rule.where.at.index)
            {
                audience.push_back({RuleAudience::Kind::kHost, vm->value});
            }
        }
        return audience;
    }
};

const TableRegistration kIdentity{std::make_unique<IdentityTable>()};
const TableRegistration kCarried{std::make_unique<CarriedTable>()};
const TableRegistration kPermit{std::make_unique<PermitTable>()};

} // namespace

} // namespace ns3::vnlab
