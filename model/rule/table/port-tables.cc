// SPDX-License-Identifier: GPL-2.0-only
//
// What hosts and the fabric hold to find a vNIC: by address, or by segment.

#include "model/rule/table/line-about.h"

#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

class PortAddressTable : public Table
{
  public:
    PortAddressTable()
        : Table(TableId::kPortAddress, RulePurpose::kLocation, {{"address"}, {"port"}})
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames&) const override
    {
        return {"what comes for " + FormatIpv4(rule.where.key.As<PortAddressKey>().address) +
                    " goes to this VM",
                {}};
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames& names) const override
    {
        const VnicId vnic = rule.value.As<PortAddressValue>().vnic;
        return {{RuleAudience::Kind::kHost, names.Plan().At(vnic).vm.value}};
    }
};

class PortSegmentTable : public Table
{
  public:
    PortSegmentTable()
        : Table(TableId::kPortSegment, RulePurpose::kPermission, {{"port"}, {"VNI"}})
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames&) const override
    {
        return {"this VM's port is in segment VNI " +
                    std::to_string(rule.value.As<PortSegmentValue>().vni.value),
                {}};
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames& names) const override
    {
        const VnicId vnic = rule.where.key.As<PortSegmentKey>().vnic;
        return {{RuleAudience::Kind::kHost, names.Plan().At(vnic).vm.value}};
    }
};

class NextHopTable : public Table
{
  public:
    NextHopTable()
        : Table(TableId::kNextHop,
                RulePurpose::kSteering,
                {{"port", "source", "destination"}, {"MAC"}})
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames& names) const override
    {
        const auto key = rule.where.key.As<NextHopKey>();
        const MacBytes mac = rule.value.As<NextHopValue>().mac;
        return LineAbout(names.VmOf(mac).value(),
                         names,
                         "lead what " + FormatIpv4(key.source) + " sends to " +
                             FormatIpv4(key.destination) + " to ",
                         ", " + MacText(mac));
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames& names) const override
    {
        const VnicId vnic = rule.where.key.As<NextHopKey>().vnic;
        return {{RuleAudience::Kind::kHost, names.Plan().At(vnic).vm.value}};
    }
};

class HostRouteTableInfo : public Table
{
  public:
    HostRouteTableInfo()
        : Table(TableId::kHostRoute, RulePurpose::kLocation, {{"address"}, {"next hop"}})
    {
    }

    RuleLine Text(const Rule& rule, VmId, const RuleNames&) const override
    {
        return {"route " + FormatIpv4(rule.where.key.As<HostRouteKey>().address) + " to host " +
                    std::to_string(rule.value.As<HostRouteValue>().host.value),
                {}};
    }

    std::vector<RuleAudience> Audience(const Rule& rule, const RuleNames& names) const override
    {
        const std::optional<VmId> vm = names.VmOfAddress(rule.where.key.As<HostRouteKey>().address);
        return {{RuleAudience::Kind::kFabric, vm.value().value}};
    }
};

const TableRegistration kNextHop{std::make_unique<NextHopTable>()};
const TableRegistration kPortAddress{std::make_unique<PortAddressTable>()};
const TableRegistration kPortSegment{std::make_unique<PortSegmentTable>()};
const TableRegistration kHostRoute{std::make_unique<HostRouteTableInfo>()};

} // namespace

} // namespace ns3::vnlab
