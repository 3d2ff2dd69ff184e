// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/netns/netns-plan.h"

#include "analysis/style/visible-text.h"
#include "helper/tenant-helper.h"
#include "model/design/design.h"
#include "model/hook/hook-program.h"
#include "model/rule/rule-store.h"
#include "model/substrate/address-plan.h"
#include "scenarios/vnlab/netns/netns-rules.h"

#include <memory>

namespace ns3::vnlab
{

namespace
{

const Design&
LinkWireDesign()
{
    return *FindDesign("linkwire");
}

std::string
LeafAddressText()
{
    return FormatIpv4(address_plan::LeafAddress(LeafId{0}));
}

} // namespace

NetnsPlan::NetnsPlan(const std::vector<Specification>& versions, const NetnsOptions& options)
    : m_options(options),
      m_names(options.prefix)
{
    std::vector<const Specification*> pointers;
    for (const Specification& version : versions)
    {
        pointers.push_back(&version);
    }
    TenantHelper helper;
    const TenantId tenant = helper.Add("tenant", pointers, AddressPlan::kAsSpecified);
    m_cloud = helper.Plan({.hostsPerRack = options.hosts}, {});

    const std::unique_ptr<Compiler> compiler = LinkWireDesign().MakeCompiler();
    RuleStore store;
    for (size_t i = 0; i < versions.size(); ++i)
    {
        const auto viewOf = [&](size_t version)
        { return TenantView(m_cloud, m_cloud.start, tenant, versions[version]); };
        const TenantView view = viewOf(i);
        for (const ViewLink& link : view.Links())
        {
            for (const VnicId vnic : link.via)
            {
                m_passed[vnic].insert({link.a, link.b});
            }
        }
        m_deltas.push_back(
            (i == 0 ? store.Add(*compiler, view) : store.Change(*compiler, viewOf(i - 1), view))
                .delta);
    }
}

const CloudPlan&
NetnsPlan::Cloud() const
{
    return m_cloud;
}

const NetnsNames&
NetnsPlan::Names() const
{
    return m_names;
}

const std::string&
NetnsPlan::Prefix() const
{
    return m_options.prefix;
}

const RuleDelta&
NetnsPlan::Delta(size_t version) const
{
    return m_deltas.at(version);
}

std::vector<CommandGroup>
NetnsPlan::Deploy() const
{
    std::vector<CommandGroup> groups{{"where programs and maps are pinned",
                                      {MakeShellCommand("mkdir -p " + m_names.Folder()),
                                       MakeShellCommand("mount -t bpf bpf " + m_names.Folder())}}};
    groups.push_back(MakeLeaf());
    for (uint32_t host = 0; host < m_options.hosts; ++host)
    {
        groups.push_back(MakeHost(HostId{host}));
    }
    for (uint32_t vm = 0; vm < m_cloud.vms.size(); ++vm)
    {
        groups.push_back(MakeVm(VmId{vm}));
    }
    groups.push_back({"rules", NetnsRules(m_names).Apply(m_deltas.front())});
    return groups;
}

CommandGroup
NetnsPlan::Change(size_t version) const
{
    return {"change of the rules", NetnsRules(m_names).Apply(m_deltas.at(version))};
}

CommandGroup
NetnsPlan::MakeLeaf() const
{
    NetnsScript script;
    script.AddRouter(m_names.Leaf(), LeafAddressText());
    return {"leaf switch, a router between the hosts", script.Take()};
}

CommandGroup
NetnsPlan::MakeHost(HostId host) const
{
    const NetnsEnd up{m_names.Of(host),
                      NetnsNames::Uplink(),
                      address_plan::NodeMac({NodeKind::kHost, host.value})};
    const NetnsEnd down{
        m_names.Leaf(), NetnsNames::Downlink(host), address_plan::NodeMac({NodeKind::kLeaf, 0})};
    const std::string leaf = LeafAddressText();
    const std::string address = FormatIpv4(address_plan::HostAddress(host));
    const std::string prefix = address + "/" + std::to_string(32 - address_plan::kSlotBits);

    NetnsScript script;
    script.AddRouter(up.space, address);
    script.AddPair(up, down);
    script.AddNeighbour(up.space, up.device, leaf, down.mac);
    script.Add("ip -n " + up.space + " route add default via " + leaf + " dev " + up.device +
               " onlink");
    script.AddNeighbour(down.space, down.device, address, up.mac);
    script.Add("ip -n " + down.space + " route add " + prefix + " via " + address + " dev " +
               down.device + " onlink");
    return {"host " + std::to_string(host.value) + ", with the provider's " + prefix,
            script.Take()};
}

CommandGroup
NetnsPlan::MakeVm(VmId vm) const
{
    const VmPlan& plan = m_cloud.At(vm);
    std::string title = "VM " + VisibleText(plan.name) + ", on host " +
                        std::to_string(m_cloud.HostOf(vm, m_cloud.start).value);
    NetnsScript script;
    script.AddNamespace(m_names.Of(vm));
    for (const VnicId vnic : plan.vnics)
    {
        const VnicPlan& at = m_cloud.At(vnic);
        title += ", " + FormatIpv4(at.address) + " (the provider's " +
                 FormatIpv4(m_cloud.start.PlaceOf(vnic).providerAddress) + ")";
        AddVnic(vnic, script);
        AddRouting(vnic, script);
        AddHooks(vnic, script);
    }
    return {title, script.Take()};
}

/// The guest's route says how large a packet may be; its device has room for the tunnel besides.
void
NetnsPlan::AddVnic(VnicId vnic, NetnsScript& script) const
{
    const VnicPlan& plan = m_cloud.At(vnic);
    const Ipv4Prefix subnet = m_cloud.PathOf(vnic).subnet;
    const NetnsEnd guest{m_names.Of(plan.vm), NetnsNames::Device(vnic), plan.mac};
    const VnicPlace& place = m_cloud.start.PlaceOf(vnic);
    const NetnsEnd port{m_names.Of(place.host), NetnsNames::Port(vnic), address_plan::kGatewayMac};
    const std::string address = FormatIpv4(plan.address);
    const std::string mtu = std::to_string(NetnsScript::kMtu - LinkWireDesign().TunnelOverhead());
    script.AddPair(guest, port);
    script.Add("ip -n " + guest.space + " addr add " + address + "/" +
               std::to_string(subnet.length) + " dev " + guest.device + " noprefixroute");
    script.Add("ip -n " + guest.space + " route add " + subnet.ToString() + " dev " + guest.device +
               " src " + address + " mtu " + mtu);
    script.AddNeighbour(port.space, port.device, FormatIpv4(place.providerAddress), plan.mac);
}

/// What others lead through a VM it sends on to their ends, of which it asks nobody: the hook says who comes
/// next, and puts that one's Ethernet address on the frame.
void
NetnsPlan::AddRouting(VnicId vnic, NetnsScript& script) const
{
    const auto passed = m_passed.find(vnic);
    if (passed == m_passed.end())
    {
        return;
    }
    const std::string vm = m_names.Of(m_cloud.At(vnic).vm);
    const std::string device = NetnsNames::Device(vnic);
    script.Add(
        "ip netns exec " + vm +
        " sysctl -q -w net.ipv4.ip_forward=1 net.ipv4.conf.all.send_redirects=0 net.ipv4.conf." +
        device + ".send_redirects=0");
    for (const VnicId end : passed->second)
    {
        const VnicPlan& plan = m_cloud.At(end);
        script.AddNeighbour(vm, device, FormatIpv4(plan.address), plan.mac);
    }
}

void
NetnsPlan::AddHooks(VnicId vnic, NetnsScript& script) const
{
    const std::string vm = m_names.Of(m_cloud.At(vnic).vm);
    const std::string device = NetnsNames::Device(vnic);
    script.Add("mkdir " + m_names.Folder(vnic));
    AddProgram(vnic, kEncapsulateProgram, script);
    AddProgram(vnic, kDecapsulateProgram, script);
    AddProgram(vnic, kWhitelistProgram, script);
    script.Add(
        "bpftool map update pinned " + m_names.Map(vnic, kDecapsulateProgram.name, "next_program") +
        " key hex 00 00 00 00 value pinned " + m_names.Program(vnic, kWhitelistProgram.name));
    script.Add("ip -n " + vm + " link set dev " + device + " xdpdrv pinned " +
               m_names.Program(vnic, kDecapsulateProgram.name));
    script.Add("tc -n " + vm + " qdisc add dev " + device + " clsact");
    script.Add("tc -n " + vm + " filter add dev " + device +
               " egress bpf direct-action object-pinned " +
               m_names.Program(vnic, kEncapsulateProgram.name));
}

/// Loads a program; all of a vNIC count drops in the map that the first one, kEncapsulateProgram, made.
void
NetnsPlan::AddProgram(VnicId vnic, const HookProgram& program, NetnsScript& script) const
{
    std::vector<std::string> words{m_options.objects + "/" + program.name + ".bpf.o",
                                   m_names.Program(vnic, program.name),
                                   "type",
                                   program.point == HookPoint::kXdp ? "xdp" : "classifier",
                                   "pinmaps",
                                   m_names.MapFolder(vnic, program.name)};
    if (&program != &kEncapsulateProgram)
    {
        words.insert(words.begin() + 4,
                     {"map",
                      "name",
                      drop_counters.name,
                      "pinned",
                      m_names.Map(vnic, kEncapsulateProgram.name, drop_counters.name)});
    }
    script.Add("bpftool prog load", words);
}

} // namespace ns3::vnlab
