// SPDX-License-Identifier: GPL-2.0-only
//
// What a VTEP holds of a segment: where its vNICs are, whom it floods to, which ARP answers it gives.

#include "model/rule/table/line-about.h"
#include "model/substrate/address-plan.h"

namespace ns3::vnlab
{

namespace
{

/// @return "VTEP 100.64.0.128 (host 1)"
std::string
VtepText(uint32_t address)
{
    const std::optional<HostId> host = address_plan::HostOf(address);
    return "VTEP " + FormatIpv4(address) +
           (host ? " (host " + std::to_string(host->value) + ")" : "");
}

class FdbTable : public Table
{
  public:
    FdbTable()
        : Table(TableId::kFdb,
                RulePurpose::kLocation,
                {{"VNI", "MAC"}, {"remote VTEP"}},
                RuleRole::kIngress)
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames& names) const override
    {
        const MacBytes mac = rule.where.key.As<SegmentMacKey>().mac;
        return LineAbout(names.VmOf(mac).value(),
                         names,
                         "FDB: ",
                         ", " + MacText(mac) + ", is behind " +
                             VtepText(rule.value.As<FdbValue>().vtep));
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames&) const override
    {
        return {{RuleAudience::Kind::kSegment, rule.where.key.As<SegmentMacKey>().vni.value}};
    }
};

class FloodTable : public Table
{
  public:
    FloodTable()
        : Table(TableId::kFlood,
                RulePurpose::kLocation,
                {{"VNI", "remote VTEP"}, {}},
                RuleRole::kIngress)
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames&) const override
    {
        return {"flood broadcasts to " + VtepText(rule.where.key.As<FloodKey>().vtep), {}};
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames&) const override
    {
        return {{RuleAudience::Kind::kSegment, rule.where.key.As<FloodKey>().vni.value}};
    }
};

class GatewayTable : public Table
{
  public:
    GatewayTable()
        : Table(TableId::kGateway,
                RulePurpose::kLocation,
                {{"VNI", "gateway"}, {}},
                RuleRole::kIngress)
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames&) const override
    {
        return {"send what has no FDB entry to gateway " +
                    FormatIpv4(rule.where.key.As<GatewayKey>().gateway),
                {}};
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames&) const override
    {
        return {{RuleAudience::Kind::kSegment, rule.where.key.As<GatewayKey>().vni.value}};
    }
};

class ArpTable : public Table
{
  public:
    ArpTable()
        : Table(TableId::kArp,
                RulePurpose::kLocation,
                {{"VNI", "address"}, {"MAC"}},
                RuleRole::kIngress)
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames& names) const override
    {
        const MacBytes mac = rule.value.As<ArpValue>().mac;
        return LineAbout(names.VmOf(mac).value(),
                         names,
                         "ARP: ",
                         ", " + FormatIpv4(rule.where.key.As<ArpKey>().address) + ", has " +
                             MacText(mac));
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames&) const override
    {
        return {{RuleAudience::Kind::kSegment, rule.where.key.As<ArpKey>().vni.value}};
    }
};

const TableRegistration kFdb{std::make_unique<FdbTable>()};
const TableRegistration kFlood{std::make_unique<FloodTable>()};
const TableRegistration kArp{std::make_unique<ArpTable>()};
const TableRegistration kGateway{std::make_unique<GatewayTable>()};

} // namespace

} // namespace ns3::vnlab
