// SPDX-License-Identifier: GPL-2.0-only
//
// What a VPN between data centers holds. The typed fields are those of a site-to-site tunnel and of an access list:
// what is the same for all, such as mode and cipher, is not typed.

#include "model/rule/site-vpn-tables.h"

#include "model/rule/table/line-about.h"
#include "model/rule/table/service-text.h"

namespace ns3::vnlab
{

namespace
{

std::string
RangeText(const AddressRange& range)
{
    return range.first == range.last ? FormatIpv4(range.first)
                                     : FormatIpv4(range.first) + " to " + FormatIpv4(range.last);
}

/// Where the keys of tunnels are, which are of no VM in particular.
class SiteTunnelTable : public Table
{
  public:
    using Table::Table;

    std::vector<RuleAudience> Audience(const Rule&, const RuleNames&) const override
    {
        return {};
    }
};

class SiteSealTable : public SiteTunnelTable
{
  public:
    SiteSealTable()
        : SiteTunnelTable(kSiteSealTable,
                          RulePurpose::kTunnel,
                          {{"networks"}, {"remote address", "SPI", "key"}})
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames&) const override
    {
        return {"seal what goes to " + RangeText(rule.where.key.As<SiteSealKey>().to) + ", for " +
                    FormatIpv4(rule.value.As<SiteSealValue>().remote),
                {}};
    }
};

class SiteOpenTable : public SiteTunnelTable
{
  public:
    SiteOpenTable()
        : SiteTunnelTable(kSiteOpenTable, RulePurpose::kTunnel, {{"SPI"}, {"networks", "key"}})
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames&) const override
    {
        return {"open what comes from " + RangeText(rule.value.As<SiteOpenValue>().from), {}};
    }
};

class StationTable : public Table
{
  public:
    StationTable()
        : Table(kStationTable, RulePurpose::kLocation, {{"address"}, {"MAC", "host"}})
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames& names) const override
    {
        const auto station = rule.value.As<StationValue>();
        return LineAbout(names.VmOf(station.mac).value(),
                         names,
                         FormatIpv4(rule.where.key.As<StationKey>().address) + " is ",
                         ", " + MacText(station.mac) + ", at " + FormatIpv4(station.host));
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames& names) const override
    {
        return {{RuleAudience::Kind::kFabric,
                 names.VmOf(rule.value.As<StationValue>().mac).value().value}};
    }
};

class StationPermitTable : public Table
{
  public:
    StationPermitTable()
        : Table(kStationPermitTable,
                RulePurpose::kPermission,
                {{"from",
                  "source address",
                  "source MAC",
                  "to",
                  "destination address",
                  "destination MAC",
                  "protocol",
                  "port"},
                 {}})
    {
    }

    /// Any protocol, and any port of one, need no word.
    std::span<const std::string_view> KeyFields(const RuleBytes& key) const override
    {
        const auto permit = key.As<StationPermitKey>();
        const size_t beside =
            (permit.protocol != 0 ? 1 : 0) + (permit.portOf != PortOf::kNone ? 1 : 0);
        return std::span(AllFields().key).first(6 + beside);
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames& names) const override
    {
        const auto key = rule.where.key.As<StationPermitKey>();
        std::string what = key.protocol == 0 ? "" : ", " + ServiceText(key.protocol, key.port);
        what += key.portOf == PortOf::kSource ? " as source" : "";
        return LineAbout(names.VmOf(key.source.mac).value(),
                         names,
                         "may pass: what comes from ",
                         " to " + names.Plan().At(names.VmOf(key.destination.mac).value()).name +
                             what);
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames& names) const override
    {
        const auto key = rule.where.key.As<StationPermitKey>();
        return {{RuleAudience::Kind::kFabric, names.VmOf(key.source.mac).value().value},
                {RuleAudience::Kind::kFabric, names.VmOf(key.destination.mac).value().value}};
    }
};

const TableRegistration kSiteSeal{std::make_unique<SiteSealTable>()};
const TableRegistration kSiteOpen{std::make_unique<SiteOpenTable>()};
const TableRegistration kStation{std::make_unique<StationTable>()};
const TableRegistration kStationPermit{std::make_unique<StationPermitTable>()};

} // namespace

} // namespace ns3::vnlab
