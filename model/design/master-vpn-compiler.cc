// SPDX-License-Identifier: GPL-2.0-only
#include "model/design/master-vpn-compiler.h"

#include "model/identity/derivation.h"
#include "model/rule/site-vpn-tables.h"
#include "model/substrate/address-plan.h"

#include <utility>

namespace ns3::vnlab
{

namespace
{

ServerId
ConcentratorOf(const TenantView& view)
{
    return view.Plan().topology.concentrator;
}

uint32_t
ConcentratorAddress(const TenantView& view)
{
    return address_plan::ServerAddress(ConcentratorOf(view), false);
}

/// @return the data center of the concentrator; the first, where a topology states no servers
DatacenterId
MasterOf(const TenantView& view)
{
    const Topology& topology = view.Plan().topology;
    const uint32_t hub = topology.concentrator.value;
    return hub < topology.servers.size() ? topology.DatacenterOf(topology.servers[hub])
                                         : DatacenterId{0};
}

DatacenterId
DatacenterOf(const TenantView& view, VnicId vnic)
{
    return view.Plan().topology.DatacenterOf(view.HostOf(vnic));
}

/// @return the addresses of a data center's hosts
AddressRange
HostsOf(const Topology& topology, DatacenterId datacenter)
{
    const uint32_t hosts = topology.racks * topology.hostsPerRack;
    return {address_plan::HostAddress(HostId{datacenter.value * hosts}),
            address_plan::HostAddress(HostId{(datacenter.value + 1) * hosts}) - 1};
}

/// One way of a tunnel between a data center and the concentrator.
struct SiteTunnel
{
    EnforcementPoint from;
    EnforcementPoint to;
    uint32_t sender;   ///< address of the end that seals
    uint32_t receiver; ///< of the one that opens
    AddressRange behindSender;
    AddressRange behindReceiver;
    uint32_t spi;
};

void
AddTunnel(const SiteTunnel& tunnel, const Scope& scope, std::vector<Rule>& rules)
{
    const EspKey key =
        DrawEspKey(BytesOf(uint64_t{tunnel.sender}), BytesOf(uint64_t{tunnel.receiver}), 0);
    rules.push_back(MakeRule(scope,
                             tunnel.from,
                             kSiteSealTable,
                             SiteSealKey{tunnel.behindReceiver},
                             SiteSealValue{tunnel.receiver, tunnel.spi, key}));
    rules.push_back(MakeRule(scope,
                             tunnel.to,
                             kSiteOpenTable,
                             SiteOpenKey{tunnel.spi},
                             SiteOpenValue{tunnel.behindSender, key}));
}

/// Both ways between the edge of a data center and the concentrator; its SPIs are named after the data center.
void
AddTunnels(const TenantView& view,
           const Scope& scope,
           DatacenterId datacenter,
           std::vector<Rule>& rules)
{
    const NodeRef edge{NodeKind::kWanRouter, datacenter.value};
    const EnforcementPoint atEdge = EnforcementPoint::Of(edge);
    const EnforcementPoint atHub = EnforcementPoint::Of(ConcentratorOf(view));
    const uint32_t edgeAddress = address_plan::AddressOf(edge);
    const uint32_t hub = ConcentratorAddress(view);
    const AddressRange hosts = HostsOf(view.Plan().topology, datacenter);
    const uint32_t spi = EspHeader::kFirstSpi + datacenter.value;
    AddTunnel({atEdge, atHub, edgeAddress, hub, hosts, {hub, hub}, spi}, scope, rules);
    AddTunnel({atHub, atEdge, hub, edgeAddress, {hub, hub}, hosts, spi}, scope, rules);
}

StationEnd
EndOf(const TenantView& view, VnicId vnic)
{
    const VnicPlan& plan = view.Plan().At(vnic);
    return {plan.address, plan.mac, static_cast<uint16_t>(DatacenterOf(view, vnic).value)};
}

/// @return what the filter has for a link one way, ends left out; a service is met by requests and by replies
std::vector<StationPermitKey>
WhatPasses(const ViewLink& link)
{
    std::vector<StationPermitKey> permits;
    for (const Service& service : link.allow)
    {
        if (service.port == 0)
        {
            permits.push_back({.source = {}, .destination = {}, .protocol = service.ipProtocol});
            continue;
        }
        for (const PortOf end : {PortOf::kDestination, PortOf::kSource})
        {
            permits.push_back({.source = {},
                               .destination = {},
                               .port = service.port,
                               .protocol = service.ipProtocol,
                               .portOf = end});
        }
    }
    if (permits.empty())
    {
        permits.emplace_back();
    }
    return permits;
}

} // namespace

void
MasterVpnCompiler::AddVnic(const TenantView& view,
                           const Scope& scope,
                           VnicId vnic,
                           std::vector<Rule>& rules) const
{
    const VnicPlan& plan = view.Plan().At(vnic);
    const HostId host = view.HostOf(vnic);
    rules.push_back(MakeRule(scope,
                             EnforcementPoint::Of(host),
                             TableId::kPortAddress,
                             PortAddressKey{plan.address},
                             PortAddressValue{vnic}));
    rules.push_back(
        MakeRule(scope,
                 EnforcementPoint::Of(ConcentratorOf(view)),
                 kStationTable,
                 StationKey{plan.address},
                 StationValue{.mac = plan.mac, .host = address_plan::HostAddress(host)}));
    const DatacenterId datacenter = DatacenterOf(view, vnic);
    if (datacenter != MasterOf(view))
    {
        AddTunnels(view, scope, datacenter, rules);
    }
}

void
MasterVpnCompiler::AddLink(const TenantView& view,
                           const Scope& scope,
                           const ViewLink& link,
                           std::vector<Rule>& rules) const
{
    const EnforcementPoint at = EnforcementPoint::Of(ConcentratorOf(view));
    const StationEnd a = EndOf(view, link.a);
    const StationEnd b = EndOf(view, link.b);
    for (StationPermitKey permit : WhatPasses(link))
    {
        permit.source = a;
        permit.destination = b;
        rules.push_back(MakeRule(scope, at, kStationPermitTable, permit, NoValue{}));
        std::swap(permit.source, permit.destination);
        rules.push_back(MakeRule(scope, at, kStationPermitTable, permit, NoValue{}));
    }
}

} // namespace ns3::vnlab
