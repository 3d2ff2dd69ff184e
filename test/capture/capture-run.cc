// SPDX-License-Identifier: GPL-2.0-only
#include "test/capture/capture-run.h"

#include "helper/capture-helper.h"
#include "model/rule/ipsec-tables.h"
#include "model/rule/pair-association-tables.h"
#include "model/substrate/address-plan.h"
#include "model/traffic/traffic-monitor.h"
#include "scenarios/vnlab/run/scenario-cloud.h"
#include "scenarios/vnlab/scenario/known-names.h"
#include "scenarios/vnlab/scenario/scenario-parser.h"
#include "test/support/reach-designs.h"
#include "test/support/temporary-folder.h"

#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <iomanip>
#include <span>
#include <sstream>
#include <utility>

namespace ns3::vnlab::test
{

namespace
{

constexpr const char* kScenario = R"(
[substrate]
racks = 2
hosts_per_rack = 1
spines = 1
[[tenants]]
name = "t"
generate = { kind = "full-mesh", vms = 4 }
[designs]
use = ["vxlan"]
)";

/// Notes the IPv4 packets of a VM, on its programs' side.
class Notes : public VnicObserver
{
  public:
    explicit Notes(Captures& captures)
        : m_captures(captures)
    {
    }

    void SendBegins(const VnicDevice&, const Ptr<const Packet>& frame) override
    {
        m_captures.sent.push_back(frame->Copy());
    }

    void Received(const VnicDevice&, const Ptr<const Packet>& frame) override
    {
        m_captures.received.push_back(frame->Copy());
    }

  private:
    Captures& m_captures;
};

std::string
HexOfKey(std::span<const uint8_t> bytes)
{
    std::ostringstream text;
    text << "0x" << std::hex << std::setfill('0');
    for (const uint8_t byte : bytes)
    {
        text << std::setw(2) << unsigned{byte};
    }
    return text.str();
}

/// @return a line of tshark's table of associations
std::string
KeyLine(uint32_t receiver, uint32_t spi, std::span<const uint8_t> key)
{
    std::ostringstream line;
    line << R"(uat:esp_sa:"IPv4","*",")" << FormatIpv4(receiver) << R"(","0x)" << std::hex << spi
         << R"(","AES-GCM with 16 octet ICV [RFC4106]",")" << HexOfKey(key)
         << R"(","NULL","","32-bit","0")";
    return line.str();
}

/// @return what tshark needs to open the packets that come in by the associations of all VMs and hosts
std::vector<std::string>
KeysOf(const RuleStore& rules)
{
    std::vector<std::string> keys{"esp.enable_encryption_decode:TRUE",
                                  "esp.enable_authentication_check:TRUE"};
    rules.ForEach(
        [&keys](const Rule& rule)
        {
            if (rule.where.table == kOutboundAssociationTable)
            {
                const auto association = rule.where.key.As<OutboundAssociationKey>();
                keys.push_back(KeyLine(association.remote, association.spi, rule.value.Bytes()));
            }
            else if (rule.where.table == kInboundPairTable)
            {
                keys.push_back(KeyLine(address_plan::HostAddress(HostId{rule.where.at.index}),
                                       rule.where.key.As<InboundPairKey>().spi,
                                       rule.value.Bytes()));
            }
        });
    return keys;
}

/// @return a line of tshark's table of IKE SAs
std::string
IkeLine(const ike::IkeSa::Parts& parts)
{
    const auto hex = [](std::span<const uint8_t> bytes) { return HexOfKey(bytes).substr(2); };
    return "uat:ikev2_decryption_table:" + hex(BytesOf(parts.initiatorSpi)) + "," +
           hex(BytesOf(parts.responderSpi)) + "," + hex(PlainBytes(parts.keys.initiatorSeals)) +
           "," + hex(PlainBytes(parts.keys.responderSeals)) +
           R"(,"AES-GCM-128 with 16 octet ICV [RFC5282]",,,"NONE [RFC4306]")";
}

/// The same of VM 0's associations that were negotiated, and of what was said to that end.
void
AddNegotiatedKeys(Deployment& deployment, Captures& captures)
{
    const IpsecStack* const ipsec = deployment.IpsecOf(VnicId{0});
    const IkeDaemon* const ike = ipsec ? ipsec->Ike() : nullptr;
    if (!ike)
    {
        return;
    }
    captures.ikeMessages = ike->Work().messages;
    const uint32_t own = deployment.DeviceOf(VnicId{0}).GetProviderAddress();
    for (uint32_t vnic = 1; vnic < deployment.Plan().vnics.size(); ++vnic)
    {
        const uint32_t remote = deployment.DeviceOf(VnicId{vnic}).GetProviderAddress();
        const ike::Peer* const peer = ike->FindPeer(remote);
        if (peer && peer->Sa())
        {
            const ike::ChildSa& child = peer->Child();
            captures.keys.push_back(KeyLine(remote, child.sealsSpi, PlainBytes(child.seals)));
            captures.keys.push_back(KeyLine(own, child.opensSpi, PlainBytes(child.opens)));
            captures.keys.push_back(IkeLine(peer->Sa()->GetParts()));
        }
    }
}

} // namespace

Captures
CaptureRun(const std::string& design)
{
    const Scenario scenario = ParseScenario(kScenario,
                                            "capture.toml",
                                            GatherKnownNames(),
                                            [](const std::string&) { return std::nullopt; });
    const Timeline timeline(scenario, 0);
    const DesignChoice choice = ReachDesign(design);
    const ScenarioCloud cloud = BuildCloud(timeline, choice.GetDesign(), 0);
    Deployment& deployment = *cloud.deployment;
    TrafficMonitor monitor(*cloud.plan, [&](VmId vm) -> Guest& { return deployment.GuestOf(vm); });
    deployment.AddListener(&monitor);

    static const TemporaryFolder folder;
    const std::string stem = folder / design;
    Captures captures{
        .vnic = stem + "-vnic.pcap", .uplink = stem + "-uplink.pcap", .link = stem + "-link.pcap"};
    Notes notes(captures);
    deployment.DeviceOf(VnicId{0}).AddObserver(&notes);
    const HostId host = cloud.plan->start.PlaceOf(VnicId{0}).host;
    const Topology& topology = cloud.substrate->fabric->GetTopology();
    CaptureDevice(&deployment.DeviceOf(VnicId{0}), captures.vnic);
    CaptureDevice(deployment.SwitchOf(host).GetUplink(), captures.uplink);
    CaptureLink(*cloud.substrate->fabric, topology.LeafUp(topology.LeafOf(host), 0), captures.link);

    const Specification* first = &scenario.tenants.front().specification;
    deployment.Start(
        {&first, 1},
        [&](uint64_t)
        {
            const Time now =
                Simulator::Now() + MilliSeconds(10); // the last keys are negotiated by then
            for (const auto& [from, to] : {std::pair(0, 1), std::pair(1, 0), std::pair(0, 2)})
            {
                monitor.Add({.source = VnicId{static_cast<uint32_t>(from)},
                             .destination = VnicId{static_cast<uint32_t>(to)},
                             .start = now,
                             .stop = now + Seconds(1),
                             .interval = MilliSeconds(100),
                             .payloadBytes = 100});
            }
            Simulator::Stop(Seconds(2)); // BGP keeps sessions alive for ever
        });
    Simulator::Run();
    for (const Flow& flow : monitor.Flows())
    {
        EXPECT_EQ(flow.Delivered(), 10U);
    }
    captures.keys = KeysOf(deployment.Store());
    AddNegotiatedKeys(deployment, captures);
    Simulator::Destroy();
    return captures;
}

} // namespace ns3::vnlab::test
