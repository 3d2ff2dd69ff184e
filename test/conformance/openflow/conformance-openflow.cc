// SPDX-License-Identifier: GPL-2.0-only
//
// The flows of openflow-overlay and openflow-hop-by-hop in Open vSwitch: random packets through each place's
// table, ours and its (ofproto/trace), have to be decided by the same flow with the same actions: port,
// tunnel fields and far end, Ethernet address, TTL. What comes in a tunnel from any address has to be let in by
// the same port. Needs openvswitch-switch, and no root.
//
// Exit status 0: all alike, and wrong tables noticed; 1: not; 77: not possible here, which is 1 too where
// CONFORMANCE_REQUIRED=1.

#include "model/design/openflow-hop-by-hop.h"
#include "model/design/openflow-overlay.h"
#include "model/rule/rule-store.h"
#include "model/spec/spec-generator.h"
#include "model/substrate/address-plan.h"
#include "model/wire/protocol-numbers.h"
#include "test/conformance/openflow/exported-place.h"
#include "test/support/cloud-fixture.h"
#include "test/support/conformance-status.h"

#include <algorithm>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>

namespace ns3::vnlab::test
{
namespace
{

constexpr uint32_t kPackets = 10'000;
constexpr uint32_t kSpoiled = 50;         ///< tables that are made wrong, one after another
constexpr uint32_t kNowhere = 0x647fffff; ///< of the underlay, and nobody's
constexpr ServerId kGateway{1};           ///< to a site, where the design joins such

/// @return two tenants on two data centers
const CloudScenario&
WitnessCloud()
{
    static const CloudScenario cloud{
        .name = "witness",
        .tenants = {{"shop", {GenerateSpecification({.kind = "three-tier", .vms = 16})}},
                    {"bank", {GenerateSpecification({.kind = "random", .vms = 12, .seed = 3})}}},
        .topology = {.datacenters = 2, .racks = 2, .hostsPerRack = 2, .spines = 2}};
    return cloud;
}

/// A design's rules for them, by place with flows.
struct WitnessRules
{
    explicit WitnessRules(const Design& design)
        : plan(PlanOf(WitnessCloud(), design))
    {
        if (design.JoinsSites())
        {
            plan.sites.push_back({.name = "office",
                                  .tenant = TenantId{0},
                                  .path = 0,
                                  .network = {0xc0a83200, 24},
                                  .site = ServerId{2},
                                  .address = address_plan::ServerAddress(ServerId{2}, true),
                                  .gateway = kGateway,
                                  .gatewayAddress = address_plan::ServerAddress(kGateway, false)});
        }
        const std::unique_ptr<Compiler> compiler = design.MakeCompiler();
        RuleStore store;
        for (const TenantView& view : FirstViews(plan, WitnessCloud()))
        {
            store.Add(*compiler, view);
        }
        for (const Rule& rule : store.Rules())
        {
            if (rule.where.table == kFlowTable || rule.where.table == kTunnelPortTable)
            {
                places[rule.where.at].push_back(rule);
            }
        }
    }

    /// @return tunnel interfaces of all hosts: one each or, where they are port-based, one for each other host
    ///         that has VMs on one of their paths, and one for its gateway; and the gateway's own
    size_t Interfaces(TunnelPorts tunnels) const
    {
        std::map<HostId, std::set<HostId>> others;
        for (const TenantView& view : FirstViews(plan, WitnessCloud()))
        {
            for (uint32_t path = 0; path < plan.At(view.Tenant()).paths.size(); ++path)
            {
                for (const auto& [host, count] : view.HostsOnPath(path))
                {
                    for (const auto& [other, there] : view.HostsOnPath(path))
                    {
                        others[host].insert(other);
                    }
                }
            }
        }
        size_t interfaces = plan.sites.size();
        for (const auto& [host, all] : others)
        {
            interfaces += tunnels == TunnelPorts::kFlowBased ? 1 : all.size() - 1;
        }
        if (tunnels == TunnelPorts::kPortBased)
        {
            interfaces +=
                TenantView(
                    plan, plan.start, TenantId{0}, WitnessCloud().tenants[0].versions.front())
                    .HostsOnPath(0)
                    .size();
        }
        return interfaces;
    }

    CloudPlan plan;
    std::map<EnforcementPoint, std::vector<Rule>> places;
};

/// Draws packets that are like those of a place's flows, and differ from them in something or nothing.
class PacketDraw
{
  public:
    FlowFields Draw(const ExportedPlace& place)
    {
        const auto& flows = place.Flows();
        const FlowFields& other = flows[m_random() % flows.size()].first.value;
        FlowFields packet = Like(place, flows[m_random() % flows.size()].first);
        packet.protocol = m_random() % 2 == 0 ? ipproto::kUdp : ipproto::kTcp;
        packet.etherDestination = {2, 0, 0, 0, 0, 1};
        const std::vector<uint32_t> ports = place.Ports();
        switch (m_random() % 10)
        {
        case 0:
            packet.inPort = ports[m_random() % ports.size()];
            break;
        case 1:
            packet.ipv4Source = other.ipv4Source;
            break;
        case 2:
            packet.ipv4Destination = other.ipv4Destination;
            break;
        case 3:
            packet.etherSource = other.etherSource;
            break;
        case 4:
            packet.tunnelId = other.tunnelId;
            break;
        case 5:
            packet.etherType = 0x88b5; // local experiments
            packet.ipv4Source = packet.ipv4Destination = packet.protocol = 0;
            break;
        default:
            break;
        }
        return packet;
    }

    /// @return a packet that a flow matches, as others may, too
    FlowFields Like(const ExportedPlace& place, const FlowKey& flow)
    {
        FlowFields packet = flow.value;
        if (flow.mask.inPort == 0) // out of a tunnel, or out of any port
        {
            const auto ports = flow.mask.tunnelId == 0 ? place.Ports() : place.TunnelPorts();
            packet.inPort = ports[m_random() % ports.size()];
            packet.etherSource = {6, 0, 0, 0, 0, 1};
        }
        packet.ipv4Source |= static_cast<uint32_t>(m_random()) & ~flow.mask.ipv4Source;
        packet.ipv4Destination |= static_cast<uint32_t>(m_random()) & ~flow.mask.ipv4Destination;
        return packet;
    }

    /// @return an address that tunnels may come from: of a host, of the gateway, or of none
    uint32_t DrawSender()
    {
        if (m_random() % 8 == 0)
        {
            return address_plan::ServerAddress(kGateway, false);
        }
        return address_plan::HostAddress(
            HostId{static_cast<uint32_t>(m_random() % (2 * WitnessCloud().topology.Hosts()))});
    }

  private:
    std::mt19937_64 m_random{1};
};

struct Outcome
{
    uint64_t packets{0};
    uint64_t matched{0};
    uint64_t different{0};
};

class Comparison
{
  public:
    Comparison(const OpenVswitch& ovs, const WitnessRules& rules)
        : m_control(ovs / "ovs-vswitchd.ctl")
    {
        static uint32_t bridges = 0;
        for (const auto& [at, ofPlace] : rules.places)
        {
            m_places.push_back(std::make_unique<ExportedPlace>(ovs, ofPlace, bridges++));
        }
    }

    /// @param prints the first differences
    Outcome Compare(uint32_t packets, bool prints)
    {
        Outcome outcome;
        for (; outcome.packets < packets; ++outcome.packets)
        {
            const ExportedPlace& place = *m_places[outcome.packets % m_places.size()];
            const FlowFields packet = m_draw.Draw(place);
            const Judgement ours = place.Ours(packet);
            const Judgement theirs = place.Theirs(m_control, packet);
            outcome.matched += ours.flow != 0 ? 1 : 0;
            if (ours != theirs && outcome.different++ < 5 && prints)
            {
                std::cerr << "ours " << ToString(ours) << "; Open vSwitch's " << ToString(theirs)
                          << '\n';
            }
        }
        return outcome;
    }

    /// What comes in tunnels. @return packets, those that are let in, and those of which the ports differ
    Outcome CompareInPorts(uint32_t packets)
    {
        Outcome outcome;
        for (; outcome.packets < packets; ++outcome.packets)
        {
            const ExportedPlace& place = *m_places[outcome.packets % m_places.size()];
            const uint32_t sender = m_draw.DrawSender();
            const std::optional<uint32_t> ours = place.OurInPort(sender);
            outcome.matched += ours ? 1 : 0;
            outcome.different += ours != place.TheirInPort(m_control, sender) ? 1 : 0;
        }
        return outcome;
    }

    /// @return how many of some wrong entries packets show
    uint32_t Notice()
    {
        uint32_t noticed = 0;
        for (uint32_t i = 0; i < kSpoiled; ++i)
        {
            ExportedPlace& place = *m_places[i % m_places.size()];
            const size_t flow = i * 7 % place.Flows().size();
            const auto [key, actions] = place.Flows()[flow];
            FlowActions wrong = actions;
            i % 2 == 0 ? void(wrong.output = flow_port::kDrop)
                       : void(wrong.setsEther = wrong.setsEther ? 0 : 1);
            place.Spoil(flow, wrong);
            noticed += Differs(place, m_draw.Like(place, key)) ? 1 : 0;
            place.Spoil(flow, actions);
        }
        return noticed;
    }

    /// Leads each tunnel port of ours to nowhere into which a flow sends.
    /// @return how many these are, and of how many packets show it
    std::pair<size_t, size_t> NoticeTunnels()
    {
        size_t spoiled = 0;
        size_t noticed = 0;
        for (const auto& place : m_places)
        {
            for (const uint32_t port : place->TunnelPorts())
            {
                const auto into = std::ranges::find_if(place->Flows(),
                                                       [port](const auto& flow)
                                                       { return flow.second.output == port; });
                if (into != place->Flows().end())
                {
                    const uint32_t remote = place->SpoilTunnel(port, kNowhere);
                    ++spoiled;
                    noticed += Differs(*place, m_draw.Like(*place, into->first)) ? 1 : 0;
                    place->SpoilTunnel(port, remote);
                }
            }
        }
        return {spoiled, noticed};
    }

    size_t Flows() const
    {
        size_t flows = 0;
        for (const auto& place : m_places)
        {
            flows += place->Flows().size();
        }
        return flows;
    }

    size_t Places() const
    {
        return m_places.size();
    }

    size_t Interfaces(const OpenVswitch& ovs) const
    {
        size_t interfaces = 0;
        for (const auto& place : m_places)
        {
            interfaces += place->TunnelInterfaces(ovs);
        }
        return interfaces;
    }

  private:
    bool Differs(const ExportedPlace& place, const FlowFields& packet)
    {
        return place.Ours(packet) != place.Theirs(m_control, packet);
    }

    ControlSocket m_control;
    std::vector<std::unique_ptr<ExportedPlace>> m_places;
    PacketDraw m_draw;
};

/// @param tunnels of its hosts, where it has any
bool
IsAlike(const OpenVswitch& ovs, const Design& design, std::optional<TunnelPorts> tunnels)
{
    const WitnessRules rules(design);
    Comparison comparison(ovs, rules);
    const Outcome outcome = comparison.Compare(kPackets, true);
    const uint32_t noticed = comparison.Notice();
    std::cout << design.Name() << ": " << comparison.Flows() << " flows at " << comparison.Places()
              << " places, " << outcome.packets << " packets, " << outcome.matched
              << " of which match a flow: " << outcome.different << " differences; " << noticed
              << " of " << kSpoiled << " wrong flows noticed\n";
    bool isFine = outcome.different == 0 && noticed == kSpoiled && outcome.matched > kPackets / 4 &&
                  outcome.matched < kPackets;
    if (tunnels)
    {
        const Outcome in = comparison.CompareInPorts(kPackets / 10);
        const auto [spoiled, seen] = comparison.NoticeTunnels();
        const size_t interfaces = comparison.Interfaces(ovs);
        std::cout << "  " << interfaces << " tunnel interfaces; " << in.packets
                  << " packets out of tunnels, " << in.matched
                  << " of which are let in: " << in.different << " differences; " << seen << " of "
                  << spoiled << " wrong tunnels noticed\n";
        isFine = isFine && interfaces == rules.Interfaces(*tunnels) && in.different == 0 &&
                 seen == spoiled && spoiled > 0 && in.matched > 0 &&
                 (*tunnels == TunnelPorts::kFlowBased || in.matched < in.packets);
    }
    return isFine;
}

int
Main()
{
    if (!OpenVswitchIsInstalled())
    {
        std::cerr << "skipped: Open vSwitch is not installed (openvswitch-switch)\n";
        return StatusWhereImpossible();
    }
    const OpenVswitch ovs(DummyDevices::kAllButTunnels);
    AddUnderlay(ovs);
    FlowOverlayKeys ports;
    ports.tunnels = TunnelPorts::kPortBased;
    HopByHopKeys prefixes;
    prefixes.grouping = FlowGrouping::kPrefix;
    const Design& overlay = *FindDesign("openflow-overlay");
    const Design& hops = *FindDesign("openflow-hop-by-hop");
    const auto portBased = overlay.Vary(
        {.name = "openflow-overlay, port-based", .encapsulation = "vxlan", .keys = ports});
    const auto grouped =
        hops.Vary({.name = "openflow-hop-by-hop, grouped", .encapsulation = "", .keys = prefixes});
    const bool isFine[]{IsAlike(ovs, overlay, TunnelPorts::kFlowBased),
                        IsAlike(ovs, *portBased, TunnelPorts::kPortBased),
                        IsAlike(ovs, hops, std::nullopt),
                        IsAlike(ovs, *grouped, std::nullopt)};
    return std::ranges::all_of(isFine, std::identity{}) ? 0 : kFailed;
}

} // namespace
} // namespace ns3::vnlab::test

int
main()
{
    try
    {
        return ns3::vnlab::test::Main();
    }
    catch (const std::exception& error)
    {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
