// SPDX-License-Identifier: GPL-2.0-only
//
// What an identity firewall holds: whose an address is, and who may speak to whom.

#include "model/rule/pair-association-tables.h"
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

/// @return the words about the other one of a pair, as one of them reads it
RuleLine
AboutPair(const IdentityPair& pair,
          VmId reader,
          const RuleNames& names,
          const std::string& toIt,
          const std::string& fromIt)
{
    const bool sends = pair.from == names.Plan().At(reader).uuid;
    const UuidBytes& other = sends ? pair.to : pair.from;
    const std::string& before = sends ? toIt : fromIt;
    const std::optional<VmId> peer = names.VmOf(other);
    return peer ? LineAbout(*peer, names, before, "") : RuleLine{before + UuidText(other), {}};
}

/// @return of a pair's VMs those on the host that holds a rule
std::vector<RuleAudience>
AtHost(const Rule& rule, const IdentityPair& pair, const RuleNames& names)
{
    std::vector<RuleAudience> audience;
    for (const UuidBytes& uuid : {pair.from, pair.to})
    {
        const std::optional<VmId> vm = names.VmOf(uuid);
        if (vm && names.HostOf(*vm).value == rule.where.at.index)
        {
            audience.push_back({RuleAudience::Kind::kHost, vm->value});
        }
    }
    return audience;
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
        return AtHost(rule, {key.source, key.destination}, names);
    }
};

class OutboundPairTable : public Table
{
  public:
    OutboundPairTable()
        : Table(kOutboundPairTable,
                RulePurpose::kTunnel,
                {{"source UUID", "destination UUID"}, {"SPI", "key"}})
    {
    }

    RuleLine Text(const Rule& rule, VmId reader, const RuleNames& names) const override
    {
        const std::string spi =
            "SPI " + std::to_string(rule.value.As<OutboundPairValue>().spi) + ", ";
        return AboutPair(rule.where.key.As<IdentityPair>(),
                         reader,
                         names,
                         "seal with " + spi + "to ",
                         "seal with " + spi + "from ");
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames& names) const override
    {
        return AtHost(rule, rule.where.key.As<IdentityPair>(), names);
    }
};

class InboundPairTable : public Table
{
  public:
    InboundPairTable()
        : Table(kInboundPairTable,
                RulePurpose::kTunnel,
                {{"SPI", "source UUID", "destination UUID"}, {"key"}})
    {
    }

    RuleLine Text(const Rule& rule, VmId reader, const RuleNames& names) const override
    {
        const auto key = rule.where.key.As<InboundPairKey>();
        const std::string spi = "SPI " + std::to_string(key.spi) + ", ";
        return AboutPair(
            key.pair, reader, names, "open with " + spi + "to ", "open with " + spi + "from ");
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames& names) const override
    {
        return AtHost(rule, rule.where.key.As<InboundPairKey>().pair, names);
    }
};

const TableRegistration kIdentity{std::make_unique<IdentityTable>()};
const TableRegistration kCarried{std::make_unique<CarriedTable>()};
const TableRegistration kPermit{std::make_unique<PermitTable>()};
const TableRegistration kOutboundPair{std::make_unique<OutboundPairTable>()};
const TableRegistration kInboundPair{std::make_unique<InboundPairTable>()};

} // namespace

} // namespace ns3::vnlab
