// SPDX-License-Identifier: GPL-2.0-only
//
// The flows of openflow-overlay and openflow-hop-by-hop in Open vSwitch: random packets through each place's
// table, ours and its (ofproto/trace), have to be decided by the same flow with the same actions: port,
// tunnel fields, Ethernet address, TTL. Needs openvswitch-switch, and no root.
//
// Exit status 0: all alike, and wrong tables noticed; 1: not; 77: not possible here, which is 1 too where
// CONFORMANCE_REQUIRED=1.

#include "model/rule/rule-store.h"
#include "model/spec/spec-generator.h"
#include "model/wire/protocol-numbers.h"
#include "test/conformance/openflow/exported-place.h"
#include "test/support/cloud-fixture.h"

#include <cstdlib>
#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <string>

namespace ns3::vnlab::test
{
namespace
{

constexpr int kFailed = 1;
constexpr int kSkipped = 77;
constexpr uint32_t kPackets = 10'000;
constexpr uint32_t kSpoiled = 50; ///< tables that are made wrong, one after another

/// @return the rules of a cloud with two tenants on two data centers, by place
std::map<EnforcementPoint, std::vector<Rule>>
RulesOf(const Design& design)
{
    const CloudScenario scenario{
        .name = "witness",
        .tenants = {{"shop", {GenerateSpecification({.kind = "three-tier", .vms = 16})}},
                    {"bank", {GenerateSpecification({.kind = "random", .vms = 12, .seed = 3})}}},
        .topology = {.datacenters = 2, .racks = 2, .hostsPerRack = 2, .spines = 2}};
    const CloudPlan plan = PlanOf(scenario);
    const std::unique_ptr<Compiler> compiler = design.MakeCompiler();
    RuleStore store;
    for (const TenantView& view : FirstViews(plan, scenario))
    {
        store.Add(*compiler, view);
    }
    std::map<EnforcementPoint, std::vector<Rule>> places;
    for (const Rule& rule : store.Rules())
    {
        if (rule.where.table == kFlowTable)
        {
            places[rule.where.at].push_back(rule);
        }
    }
    return places;
}

/// Draws packets that are like those of a place's flows, and differ from them in something or nothing.
class PacketDraw
{
  public:
    FlowFields Draw(const ExportedPlace& place)
    {
        const auto& flows = place.Flows();
        const FlowFields& like = flows[m_random() % flows.size()].first.value;
        const FlowFields& other = flows[m_random() % flows.size()].first.value;
        FlowFields packet = like;
        packet.protocol = m_random() % 2 == 0 ? ipproto::kUdp : ipproto::kTcp;
        packet.etherDestination = {2, 0, 0, 0, 0, 1};
        const std::vector<uint32_t> ports = place.Ports();
        if (packet.inPort == 0) // out of a tunnel
        {
            packet.inPort = flow_port::kTunnel;
            packet.etherSource = {6, 0, 0, 0, 0, 1};
        }
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
    Comparison(const OpenVswitch& ovs, const Design& design)
        : m_control(ovs / "ovs-vswitchd.ctl")
    {
        static uint32_t bridges = 0;
        for (const auto& [at, rules] : RulesOf(design))
        {
            m_places.push_back(std::make_unique<ExportedPlace>(ovs, rules, bridges++));
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

    /// @return how many of some wrong entries packets show
    uint32_t Notice()
    {
        uint32_t noticed = 0;
        for (uint32_t i = 0; i < kSpoiled; ++i)
        {
            ExportedPlace& place = *m_places[i % m_places.size()];
            const size_t flow = i * 7 % place.Flows().size();
            const auto& [key, actions] = place.Flows()[flow];
            FlowActions wrong = actions;
            i % 2 == 0 ? void(wrong.output = flow_port::kDrop)
                       : void(wrong.setsEther = wrong.setsEther ? 0 : 1);
            place.Spoil(flow, wrong);
            FlowFields packet = key.value;
            packet.inPort = packet.inPort == 0 ? flow_port::kTunnel : packet.inPort;
            noticed += place.Ours(packet) != place.Theirs(m_control, packet) ? 1 : 0;
            place.Spoil(flow, actions);
        }
        return noticed;
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

  private:
    ControlSocket m_control;
    std::vector<std::unique_ptr<ExportedPlace>> m_places;
    PacketDraw m_draw;
};

int
Main()
{
    if (!OpenVswitchIsInstalled())
    {
        const char* required = std::getenv("CONFORMANCE_REQUIRED");
        std::cerr << "skipped: Open vSwitch is not installed (openvswitch-switch)\n";
        return required && std::string(required) == "1" ? kFailed : kSkipped;
    }
    const OpenVswitch ovs;
    bool isFine = true;
    for (const char* name : {"openflow-overlay", "openflow-hop-by-hop"})
    {
        Comparison comparison(ovs, *FindDesign(name));
        const Outcome outcome = comparison.Compare(kPackets, true);
        const uint32_t noticed = comparison.Notice();
        std::cout << name << ": " << comparison.Flows() << " flows at " << comparison.Places()
                  << " places, " << outcome.packets << " packets, " << outcome.matched
                  << " of which match a flow: " << outcome.different << " differences; " << noticed
                  << " of " << kSpoiled << " wrong flows noticed\n";
        isFine = isFine && outcome.different == 0 && noticed == kSpoiled &&
                 outcome.matched > kPackets / 4 && outcome.matched < kPackets;
    }
    return isFine ? 0 : kFailed;
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
