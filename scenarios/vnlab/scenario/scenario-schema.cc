// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/scenario/scenario-schema.h"

#include "model/attack/injector.h"
#include "model/change/change-kind.h"
#include "model/monitor/monitor.h"
#include "model/service/middlebox.h"
#include "model/service/server-kind.h"
#include "model/substrate/address-plan.h"
#include "model/substrate/placement.h"
#include "model/substrate/wan-graph.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::vnlab
{

namespace
{

constexpr uint64_t kMillion = 1'000'000;
constexpr uint64_t kMostHosts = address_plan::kMaxHosts;
constexpr Range kTimes{0, 1'000 * kHour_ns};
constexpr Range kIntervals{kMicrosecond_ns, kHour_ns};
constexpr Range kSpans{kMicrosecond_ns, 1'000 * kHour_ns};
constexpr Range kLinkRates{1'000, 100'000'000'000'000};
constexpr Range kLinkDelays{0, kHour_ns};
constexpr Range kQueues{1, 1'000'000'000'000};

void
VisitWan(KeyVisitor& keys, Scenario::Wan& wan)
{
    keys.Word({"topology", "how data centers are connected"},
              wan.topology,
              {"full-mesh", "ring", "line", "file"});
    keys.Text(Key{"file", "GraphML file whose nodes are the data centers"}.Required().OnlyWith(
                  {"topology", "file", wan.topology}),
              wan.file);
    keys.Rate({"rate", "rate of each WAN link"}, wan.rate_bps, kLinkRates);
    keys.Duration(
        {"delay", "delay of each WAN link; in a file, of those without coordinates at both ends"},
        wan.delay_ns,
        kLinkDelays);
    keys.Size({"queue", "queue size, per direction"}, wan.queue_bytes, kQueues);
}

void
VisitLink(KeyVisitor& keys, Scenario::Link& link)
{
    keys.Rate({"rate", "rate of each link"}, link.rate_bps, kLinkRates);
    keys.Duration({"delay", "delay of each link"}, link.delay_ns, kLinkDelays);
    keys.Size({"queue", "queue size, per direction"}, link.queue_bytes, kQueues);
}

void
VisitServer(KeyVisitor& keys, Scenario::Server& server)
{
    keys.Text(Key{"name", "what results call it"}.Required(), server.name);
    keys.Word(
        Key{"kind", "what it does"}.Required(), server.kind, Registry<ServerKind>::Get().Names());
    keys.Choice<Scenario::ServerPlace>(
        {"at", "what it is plugged into; outside: beyond the provider, behind a WAN router"},
        server.at,
        {{"leaf", Scenario::ServerPlace::kLeaf},
         {"wan-router", Scenario::ServerPlace::kWanRouter},
         {"outside", Scenario::ServerPlace::kOutside}});
    keys.Integer({"index",
                  "which leaf, over all data centers, or the WAN router of which data center; "
                  "from 0"},
                 server.index,
                 {0, kMostHosts - 1});
    keys.Integer({"cores", "cores of its processor"}, server.cores, {1, 1'024});
    for (const ServerKind* kind : AllServerKinds())
    {
        server.keys.Add(kind->Name(), kind->MakeKeys());
    }
    server.keys.Visit(keys, "kind", server.kind);
    keys.Table({"link", "its link"}, [&] { VisitLink(keys, server.link); });
}

void
VisitPlacement(KeyVisitor& keys, Scenario::Substrate& substrate)
{
    keys.Word({"placement", "how VMs are assigned to hosts"},
              substrate.placement,
              Registry<PlacementPolicy>::Get().Names());
    for (const PlacementPolicy* policy : AllPlacementPolicies())
    {
        substrate.placementKeys.Add(policy->Name(), policy->MakeKeys());
    }
    substrate.placementKeys.VisitTables(
        keys, "placement", substrate.placement, "keys of this placement");
}

void
VisitControlLink(KeyVisitor& keys, Scenario::Substrate& substrate)
{
    const Key::Condition outOfBand{
        "control_network", "out-of-band", substrate.outOfBand ? "out-of-band" : "in-band"};
    keys.Table(
        Key{"control_link", "each machine's link to the control channels' own network"}.OnlyWith(
            outOfBand),
        [&]
        {
            Scenario::ControlLink& link = substrate.control_link;
            keys.Rate({"rate", "rate of each link"}, link.rate_bps, kLinkRates);
            keys.Duration({"delay", "delay of each link"}, link.delay_ns, kLinkDelays);
        });
}

void
VisitSubstrate(KeyVisitor& keys, Scenario::Substrate& substrate)
{
    keys.Integer({"datacenters", "number of identical data centers; a WAN file has its own"},
                 substrate.datacenters,
                 {1, kMostDatacenters});
    keys.Integer({"racks", "racks per data center"}, substrate.racks, {1, kMostHosts});
    keys.Integer(
        {"hosts_per_rack", "hosts in each rack"}, substrate.hosts_per_rack, {1, kMostHosts});
    keys.Integer({"spines", "spine switches per data center"}, substrate.spines, {1, 64});
    keys.Integer({"vms_per_host", "maximum number of vNICs per host"},
                 substrate.vms_per_host,
                 {1, address_plan::kMaxSlot});
    keys.Integer({"mtu", "IP MTU of the underlay, in bytes"}, substrate.mtu, {576, 65'535});
    keys.Integer({"switching_cores", "cores of a host that work on packets"},
                 substrate.switching_cores,
                 {1, 256});
    keys.Duration(
        {"detection",
         "time until anybody knows that a server, host or link has failed, or a link works again"},
        substrate.detection_ns,
        {kMicrosecond_ns, kHour_ns});
    keys.Choice<bool>(
        {"control_network", "whether control channels use the links that VMs use, or their own"},
        substrate.outOfBand,
        {{"in-band", false}, {"out-of-band", true}});
    keys.Choice<bool>(
        {"hash_gre_key",
         "switches choose paths by addresses, protocol and ports, and of GRE packets, "
         "which have no ports, by the key, too (RFC 7637 section 4.1)"},
        substrate.hashesGreKeys,
        {{"off", false}, {"on", true}});
    VisitPlacement(keys, substrate);
    keys.Table({"link", "links between hosts, leaves and spines"},
               [&] { VisitLink(keys, substrate.link); });
    VisitControlLink(keys, substrate);
    keys.Table({"wan", "links between data centers"}, [&] { VisitWan(keys, substrate.wan); });
    keys.Tables({"servers",
                 "boxes that are no VM hosts; a controller is there in any case, and `push` shares "
                 "its work among several"},
                substrate.servers,
                [&](Scenario::Server& server) { VisitServer(keys, server); });
}

void
VisitTenants(KeyVisitor& keys, Scenario::Tenants& tenants)
{
    keys.Text(Key{"name", "name of the tenant, or of the group if count is more than 1"}.Required(),
              tenants.name);
    keys.Integer(
        {"count", "number of identical tenants: name-1, name-2 …"}, tenants.count, {1, kMillion});
    VisitSource(keys, tenants.source, {});
    keys.Choice<bool>(
        {"guest", "light endpoints for scale, or full ns-3 nodes that run any application"},
        tenants.fullGuests,
        {{"light", false}, {"full", true}});
    keys.Choice<bool>({"addresses", "unique across tenants, or as each specification says"},
                      tenants.uniqueAddresses,
                      {{"unique", true}, {"as-specified", false}});
}

/// A part that the file does not name is the design's.
void
VisitVariant(KeyVisitor& keys, DesignVariant& variant)
{
    keys.Text(Key{"name", "what `use`, tables and plots call it"}.Required(), variant.name);
    keys.Word(Key{"design", "the design whose variant it is"}.Required(),
              variant.design,
              keys.Known().designs);
    CompleteVariant(variant);
    keys.Word(Key{"control", "how rules get to their places"}.Default("the design's"),
              variant.control,
              keys.Known().controlPlanes);
    keys.Word(Key{"encapsulation", "tunnel format, where the design has a choice"}.Default(
                  "the design's"),
              variant.encapsulation,
              keys.Known().encapsulations);
    for (const Design* design : AllDesigns())
    {
        variant.designKeys.Add(design->Name(), design->MakeKeys());
    }
    variant.designKeys.Visit(keys, "design", variant.design);
    for (const ControlPlaneKind* kind : AllControlPlaneKinds())
    {
        variant.controlKeys.Add(kind->Name(), kind->MakeKeys());
    }
    variant.controlKeys.VisitTables(
        keys, "control", variant.control, "parameters of this control plane");
    keys.Table({"updates", "how changes reach their places"},
               [&] { variant.updates.Visit(keys, {}); });
}

void
VisitDesigns(KeyVisitor& keys, Scenario& scenario)
{
    keys.Names(Key{"use", "designs to run on the same tenants, and variants of the file"}
                   .Required()
                   .OrNamedBy("variant"),
               scenario.designs,
               keys.Known().designs);
    keys.Tables({"variant", "a design with other parts or parameters, under a name of its own"},
                scenario.variants,
                [&](DesignVariant& variant) { VisitVariant(keys, variant); });
}

void
VisitChange(KeyVisitor& keys, Scenario::Change& change)
{
    keys.Duration(Key{"at", "time after the initial deployment"}.Required(), change.at_ns, kTimes);
    keys.Word(Key{"kind", "kind of change"}.Required(), change.kind, keys.Known().changes);
    keys.Text(
        Key{"tenant", "a tenant, or a group for all its tenants; not for changes of the substrate"}
            .Default("the first group"),
        change.tenant);
    for (const ChangeKind* kind : AllChangeKinds())
    {
        change.keys.Add(kind->Name(), kind->MakeKeys());
    }
    change.keys.Visit(keys, "kind", change.kind);
    keys.Duration({"probe_interval", "time between probes of a changed link"},
                  change.probe_interval_ns,
                  kIntervals);
    keys.Duration({"watch", "how long changed links are probed"}, change.watch_ns, kSpans);
}

template <class T>
void
VisitWord(KeyVisitor& keys, const Key& key, T& value)
{
    std::vector<std::pair<std::string, T>> options;
    for (const AttackerWord<T>& word : kAttackerWords<T>)
    {
        options.emplace_back(word.name, word.value);
    }
    keys.Choice<T>(key, value, options);
}

void
VisitAttack(KeyVisitor& keys, Scenario::Attack& attack)
{
    keys.Duration(Key{"at", "time after the initial deployment"}.Required(), attack.at_ns, kTimes);
    keys.Word(Key{"kind", "what the attacker does"}.Required(), attack.kind, keys.Known().attacks);
    VisitWord(
        keys, {"capability", "what the attacker can do in a VM it owns"}, attack.attacker.power);
    VisitWord(keys,
              {"position", "where the attacker starts, seen from its victims"},
              attack.attacker.position);
    VisitWord(keys, {"knowledge", "what the attacker knows"}, attack.attacker.knowledge);
    keys.Text({"foothold", "where the attacker starts: \"random\" or \"tenant/vm\""},
              attack.foothold);
    for (const Injector* injector : AllInjectors())
    {
        attack.keys.Add(injector->Name(), injector->MakeKeys());
    }
    attack.keys.Visit(keys, "kind", attack.kind);
    keys.Duration({"duration", "how long the attack lasts, at most until the end of the run"},
                  attack.duration_ns,
                  kSpans);
}

void
VisitMiddlebox(KeyVisitor& keys, Scenario::Middlebox& middlebox)
{
    keys.Word(Key{"kind", "what it does to packets"}.Required(),
              middlebox.kind,
              keys.Known().middleboxes);
    keys.Text(Key{"tenant", "whose VMs: a tenant, or a group for all its tenants"}.Default(
                  "the first group"),
              middlebox.tenant);
    keys.Text(Key{"vms", "which VMs it runs in: a role, or the name of one"}.Required(),
              middlebox.vms);
    for (const MiddleboxKind* kind : AllMiddleboxKinds())
    {
        middlebox.keys.Add(kind->Name(), kind->MakeKeys());
    }
    middlebox.keys.Visit(keys, "kind", middlebox.kind);
}

void
VisitMonitor(KeyVisitor& keys, Scenario::Monitor& monitor)
{
    keys.Duration({"at", "when it starts, after the initial deployment"}, monitor.at_ns, kTimes);
    keys.Word(Key{"kind", "what it watches for"}.Required(), monitor.kind, keys.Known().monitors);
    for (const MonitorKind* kind : AllMonitorKinds())
    {
        monitor.keys.Add(kind->Name(), kind->MakeKeys());
    }
    monitor.keys.Visit(keys, "kind", monitor.kind);
}

void
VisitTraffic(KeyVisitor& keys, Scenario::Traffic& traffic)
{
    keys.Duration({"interval", "time between packets, per link and direction"},
                  traffic.interval_ns,
                  kIntervals);
    keys.Size({"payload", "UDP payload"}, traffic.payload_bytes, {32, 65'507});
    keys.Table(
        {"tcp", "bulk transfers over TCP, on virtual links between full guests on different hosts"},
        [&]
        {
            Scenario::Tcp& tcp = traffic.tcp;
            keys.Integer({"flows", "how many"}, tcp.flows, {0, kMillion});
            keys.Size({"bytes", "what each transfers"}, tcp.bytes, {1, 1'000'000'000'000});
            keys.Duration(
                {"within", "each starts at a random time within that of the first deployment"},
                tcp.within_ns,
                kSpans);
            keys.Size({"buffer", "of each socket, each way: what may be on its way at a time"},
                      tcp.buffer_bytes,
                      {65'536, 1'000'000'000});
        });
}

} // namespace

void
VisitKeys(KeyVisitor& keys, Scenario& scenario)
{
    keys.Text(Key{"title", "title of tables and plots"}.Default("the file's name"), scenario.title);
    keys.Table({"substrate", "the physical network"},
               [&] { VisitSubstrate(keys, scenario.substrate); });
    keys.Tables(Key{"tenants", "tenants and what they ask for"}.Required(),
                scenario.tenants,
                [&](Scenario::Tenants& tenants) { VisitTenants(keys, tenants); });
    keys.Tables({"middleboxes", "VMs that do something to packets that pass them"},
                scenario.middleboxes,
                [&](Scenario::Middlebox& middlebox) { VisitMiddlebox(keys, middlebox); });
    keys.Table({"designs", "the designs to compare"}, [&] { VisitDesigns(keys, scenario); });
    keys.Table({"traffic", "UDP traffic on every virtual link, both ways, and TCP flows"},
               [&] { VisitTraffic(keys, scenario.traffic); });
    keys.Tables({"changes", "what changes during the run: what tenants want, or the substrate"},
                scenario.changes,
                [&](Scenario::Change& change) { VisitChange(keys, change); });
    keys.Tables({"attacks", "what attackers do"},
                scenario.attacks,
                [&](Scenario::Attack& attack) { VisitAttack(keys, attack); });
    keys.Tables({"monitors", "what watches the VMs"},
                scenario.monitors,
                [&](Scenario::Monitor& monitor) { VisitMonitor(keys, monitor); });
    keys.Table({"identity", "how designs that verify identities are computed"},
               [&]
               {
                   keys.Number(
                       {"verify",
                        "fraction of VMs whose certificates are really issued and verified; "
                        "1: all"},
                       scenario.identity.verify,
                       {0, 1});
               });
    keys.Table({"run", "seed, repeats and duration"},
               [&]
               {
                   Scenario::Run& run = scenario.run;
                   keys.Integer({"seed", "same seed, same result"}, run.seed, {1, kMostSeed});
                   keys.Integer({"repeat", "runs of each design"}, run.repeat, {1, kMostRuns});
                   keys.Duration({"duration", "simulated time after the initial deployment"},
                                 run.duration_ns,
                                 kSpans);
                   keys.Choice<bool>({"wiretap",
                                      "whether to measure what links give away, which takes a "
                                      "tenth of the time of packets"},
                                     run.wiretap,
                                     {{"on", true}, {"off", false}});
                   keys.Choice<bool>({"verdicts",
                                      "whether to hold packets against what tenants want, which "
                                      "takes a tenth of the time of packets"},
                                     run.verdicts,
                                     {{"on", true}, {"off", false}});
                   keys.Choice<bool>({"incremental",
                                      "whether a change recomputes what it affects, or everything "
                                      "of all tenants, for comparison"},
                                     run.incremental,
                                     {{"on", true}, {"off", false}});
               });
    keys.NumberTable(
        {"costs",
         "costs of operations in seconds, replacing the built-in ones; or, before the first table, "
         "`costs = \"NAME\"` or a list: [presets](costs.md#presets), and TOML files with these "
         "keys, "
         "as `vnlab calibrate` writes them"},
        scenario.costs,
        scenario.costsFrom,
        keys.Known().costs,
        [&]
        {
            keys.Flag({"delay_packets",
                       "whether work on packets delays them and cores are busy meanwhile, or it is "
                       "only added up"},
                      scenario.delayPackets);
        });
}

} // namespace ns3::vnlab
