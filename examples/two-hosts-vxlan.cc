// SPDX-License-Identifier: GPL-2.0-only
//
// Two VMs on two hosts in one VXLAN segment. The VMs are ns-3 nodes, and stock ns-3 applications run
// on them: one sends a megabyte over TCP, the other counts.
//
// Try: --design=flat: no tunnel headers, but the first packet waits for rules in hardware switches.
//      --design=linkwire: who adds the headers now?
//      --pcap=uplink.pcap: what the wire between db's host and its leaf sees, for Wireshark.

#include "ns3/bulk-send-helper.h"
#include "ns3/capture-helper.h"
#include "ns3/command-line.h"
#include "ns3/design-helper.h"
#include "ns3/full-guest.h"
#include "ns3/packet-sink-helper.h"
#include "ns3/packet-sink.h"
#include "ns3/simulator.h"
#include "ns3/spec-reader.h"
#include "ns3/substrate-helper.h"
#include "ns3/tenant-helper.h"
#include "ns3/uinteger.h"
#include "ns3/work-report.h"

#include <iostream>

using namespace ns3;
using namespace ns3::vnlab;

int
main(int argc, char* argv[])
{
    std::string design = "vxlan";
    std::string pcap;
    CommandLine options(__FILE__);
    options.AddValue("design", "network-virtualization design", design);
    options.AddValue("pcap", "file for a capture of the receiver's uplink", pcap);
    options.Parse(argc, argv);

    // The tenant's specification, the substrate, and who is where.
    const Specification shop =
        ReadSpecification("graph { web -- db }", SpecFormat::kDot, "shop").specification;
    SubstrateHelper substrateHelper;
    substrateHelper.SetTopology({.racks = 2, .hostsPerRack = 1, .spines = 1});
    const auto substrate = substrateHelper.Build();
    TenantHelper tenants;
    tenants.Add("shop", {&shop});
    CloudPlan plan = tenants.Plan(substrateHelper.GetTopology(), {});
    const VmId web = plan.tenants[0].vmByName.at("web");
    const VmId db = plan.tenants[0].vmByName.at("db");

    // The design at work on it.
    DesignHelper designHelper(design);
    designHelper.SetGuests(GuestKind::kFull);
    const auto cloud = designHelper.Install(*substrate, plan);
    if (!pcap.empty())
    {
        CaptureDevice(cloud->SwitchOf(plan.HostOf(db, plan.start)).GetUplink(), pcap);
    }

    // When packets obey the rules, applications start.
    const auto nodeOf = [&](VmId vm)
    { return dynamic_cast<FullGuest&>(cloud->GuestOf(vm)).GetNode(); };
    const InetSocketAddress server(Ipv4Address(plan.At(plan.At(db).vnics[0]).address), 80);
    ApplicationContainer sink;
    const Specification* versions[] = {&shop};
    cloud->Start(versions,
                 [&](uint64_t messages)
                 {
                     std::cout << "deployed with " << messages << " control messages at "
                               << Simulator::Now().As(Time::US) << '\n';
                     sink = PacketSinkHelper("ns3::TcpSocketFactory", server).Install(nodeOf(db));
                     BulkSendHelper source("ns3::TcpSocketFactory", server);
                     source.SetAttribute("MaxBytes", UintegerValue(1'000'000));
                     source.Install(nodeOf(web));
                 });
    Simulator::Stop(Seconds(10));
    Simulator::Run();

    const WorkReport work = CollectWork(*cloud);
    std::cout << "received " << DynamicCast<PacketSink>(sink.Get(0))->GetTotalRx() << " bytes\n"
              << "encapsulated: " << work.hosts.encapsulated << " frames in hosts, "
              << work.hookEncapsulate << " in VMs, with "
              << work.hosts.overheadBytes + work.hookOverheadBytes << " bytes of headers\n";
    Simulator::Destroy();
    return 0;
}
