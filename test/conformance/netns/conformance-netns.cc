// SPDX-License-Identifier: GPL-2.0-only
//
// Specifications under LinkWire in network namespaces of this machine, made by `vnlab deploy-netns`:
// who reaches whom, before and after a change, for each protocol of tunnels. Needs root and the
// programs ip, tc, bpftool and ethtool.
//
// Exit status 0: all as the design says; 1: not; 77: not permitted here, which is 1 too where
// CONFORMANCE_REQUIRED=1.

#include "analysis/exposure/exposure.h"
#include "model/design/design.h"
#include "model/spec/spec-reader.h"
#include "scenarios/vnlab/netns/netns-machine.h"
#include "scenarios/vnlab/system/run-shell-command.h"
#include "test/conformance/netns/check-table.h"
#include "test/conformance/netns/clean-up-guard.h"
#include "test/conformance/netns/conversation.h"
#include "test/conformance/netns/forged-frames.h"
#include "test/conformance/netns/life-cycle.h"
#include "test/conformance/netns/network.h"
#include "test/support/conformance-status.h"
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <iostream>
#include <string_view>
#include <sys/utsname.h>

namespace ns3::vnlab::test
{
namespace
{

constexpr size_t kLargeTransfer = 20 << 20;
constexpr int kPatience_ms = 3000; ///< for what has to come
constexpr int kQuiet_ms = 100;     ///< for what must not

/// @return what this machine lacks; empty where nothing is
std::string
Missing(const std::string& prefix)
{
    for (const auto& missing : {MissingRights(), MissingObjects(VNLAB_BPF_OBJECTS)})
    {
        if (!missing.empty())
        {
            return missing.front();
        }
    }
    const NetnsNames names(prefix);
    const std::string in = " -n " + names.Leaf();
    try
    {
        for (const std::string& command :
             {std::string("ethtool --version"),
              "ip netns add " + names.Leaf(),
              "ip" + in + " link add probe type veth peer name other",
              "tc" + in + " qdisc add dev probe clsact",
              "mkdir -p " + names.Folder(),
              "mount -t bpf bpf " + names.Folder(),
              "bpftool map create " + names.Folder() +
                  "/probe type array key 4 value 4 entries 1 name probe"})
        {
            RunShellCommand(MakeShellCommand(command));
        }
    }
    catch (const CommandFailed& error)
    {
        Remove(prefix);
        std::string line = error.what();
        std::ranges::replace(line, '\n', ' ');
        return line;
    }
    Remove(prefix);
    return {};
}

/// The specifications of the test with one protocol, as files.
class SpecFiles
{
  public:
    /// @param protocol as specifications name it
    explicit SpecFiles(const std::string& protocol)
    {
        for (const char* name : {"before.dot", "after.dot", "chain.dot"})
        {
            std::string text = ReadFile(std::string(VNLAB_NETNS_SPECS) + "/" + name);
            const size_t inside = text.find('{') + 1;
            text.insert(inside, "\n    protocol = \"" + protocol + "\";");
            WriteFile(m_folder / name, text);
        }
    }

    std::string Path(const std::string& name) const
    {
        return m_folder / name;
    }

    Specification Read(const std::string& name) const
    {
        return ReadSpecification(ReadFile(Path(name)), SpecFormat::kDot, name).specification;
    }

  private:
    TemporaryFolder m_folder;
};

void
CheckPairs(const Network& network, const TenantView& view, CheckTable& table)
{
    const Reachability reach = FindDesign("linkwire")->Reach({&view, 1}, {});
    constexpr size_t fragmented = 4000;
    constexpr size_t few = 64 << 10;
    for (const Guest& from : network.Guests())
    {
        const std::vector<VmId> reached = ReachableSet(reach, from.plan.vm);
        for (const Guest& to : network.Guests())
        {
            if (from.vnic == to.vnic)
            {
                continue;
            }
            const bool permitted = std::ranges::count(reached, to.plan.vm) > 0;
            const int patience_ms = permitted ? kPatience_ms : kQuiet_ms;
            const std::string pair = from.name + " to " + to.name;
            const std::string claim =
                permitted ? "permitted pairs have " : "forbidden pairs have no ";
            table.Check(claim + "ping", Ping(from, to, patience_ms) == permitted, pair);
            table.Check(claim + "UDP", EchoUdp(from, to, 100, patience_ms) == permitted, pair);
            table.Check(claim + "UDP in IP fragments",
                        EchoUdp(from, to, fragmented, patience_ms) == permitted,
                        pair);
            const auto carried = SendTcp(from, to, few, patience_ms);
            table.Check(claim + "TCP",
                        carried.has_value() == permitted &&
                            (!carried || carried->sentSha256 == carried->receivedSha256),
                        pair);
        }
    }
}

/// Pairs with and without ARP in their way, and what forged frames get through.
void
CheckVersion(const Network& network,
             const TenantView& view,
             TunnelProtocol protocol,
             CheckTable& table)
{
    CheckPairs(network, view, table);
    network.IntroduceAll();
    CheckPairs(network, view, table);
    CheckForgedFrames(network, view, protocol, table);
    network.ForgetAll();
}

void
CheckLargeTransfer(const Network& network, const Guest& from, const Guest& to, CheckTable& table)
{
    for (const bool offloads : {true, false})
    {
        network.SetOffloads(from, offloads);
        const DeviceCounts before = CountsOf(from);
        const DeviceCounts there = CountsOf(to);
        const auto carried = SendTcp(from, to, kLargeTransfer, kPatience_ms);
        const uint64_t frames = CountsOf(from).sentFrames - before.sentFrames;
        const uint64_t arrived = CountsOf(to).receivedFrames - there.receivedFrames;
        const std::string pair = from.name + " to " + to.name;
        table.Check("a large TCP transfer arrives whole",
                    carried && carried->received == kLargeTransfer &&
                        carried->sentSha256 == carried->receivedSha256,
                    pair);
        table.Check(offloads ? "with offloads, frames above the MTU pass the egress hook"
                             : "without offloads, no frame above the MTU does",
                    (frames < kLargeTransfer / NetnsScript::kMtu) == offloads,
                    pair + ": " + std::to_string(frames) + " frames");
        if (carried)
        {
            std::printf("  TCP %s, offloads %s: %zu bytes in %.2f s, %lu frames sent, %lu received,"
                        "\n    sha256 %s at both ends\n",
                        pair.c_str(),
                        offloads ? "on" : "off",
                        carried->received,
                        carried->seconds,
                        frames,
                        arrived,
                        carried->receivedSha256.c_str());
        }
    }
    network.SetOffloads(from, true);
    table.Check("no frame is too large for the egress hook",
                network.Drops(from, VNLAB_DROP_MTU_EXCEEDED) == 0,
                from.name);
}

/// Deploys, changes and removes the network with one protocol.
void
CheckProtocol(TunnelProtocol protocol,
              const std::string& name,
              const std::string& prefix,
              CheckTable& table)
{
    std::printf("%s\n", name.c_str());
    const SpecFiles files(name);
    const std::vector<Specification> versions{files.Read("before.dot"), files.Read("after.dot")};
    const NetnsOptions options{.objects = VNLAB_BPF_OBJECTS, .prefix = prefix};
    const NetnsPlan plan(versions, options);
    const DeployCall call{files.Path("before.dot"), prefix, VNLAB_BPF_OBJECTS};
    const auto [deployed, words] = call.Run({"--run"});
    table.Check("a specification is deployed", deployed == 0, words);
    if (deployed != 0)
    {
        return;
    }
    std::printf("  deployed: %s", words.c_str());
    const Network network(plan);
    const std::vector<Guest>& guests = network.Guests();
    table.Check("the kernel's maps have the compiler's rules",
                network.Maps() == network.Maps(plan.Delta(0).written),
                "before");
    CheckVersion(
        network, {plan.Cloud(), plan.Cloud().start, TenantId{0}, versions[0]}, protocol, table);
    CheckLargeTransfer(network, guests.at(0), guests.at(1), table); // on two hosts
    CheckLargeTransfer(network, guests.at(3), guests.at(1), table); // on one

    const auto [changed, how] = call.Run({"--change-to", files.Path("after.dot"), "--run"});
    table.Check("a change is applied", changed == 0, how);
    std::printf("  changed: %s", how.c_str());
    const NetnsPlan fresh({versions[1]}, options);
    table.Check("the kernel's maps have the compiler's rules",
                network.Maps() == network.Maps(fresh.Delta(0).written),
                "after the change, those of a fresh compilation");
    CheckVersion(
        network, {plan.Cloud(), plan.Cloud().start, TenantId{0}, versions[1]}, protocol, table);
    table.Check("a deployment is removed", call.Run({"--clean"}).first == 0, name);
}

/// A service chain: who reaches whom, and that packets between its ends pass the VMs between.
void
CheckChain(const std::string& protocol, const std::string& prefix, CheckTable& table)
{
    const SpecFiles files(protocol);
    const std::vector<Specification> versions{files.Read("chain.dot")};
    const NetnsPlan plan(versions, {.objects = VNLAB_BPF_OBJECTS, .prefix = prefix});
    const DeployCall call{files.Path("chain.dot"), prefix, VNLAB_BPF_OBJECTS};
    const auto [deployed, words] = call.Run({"--run"});
    table.Check("a service chain is deployed", deployed == 0, words);
    if (deployed != 0)
    {
        return;
    }
    const Network network(plan);
    const std::vector<Guest>& guests = network.Guests();
    const TenantView view(plan.Cloud(), plan.Cloud().start, TenantId{0}, versions[0]);
    table.Check("the kernel's maps have the compiler's rules",
                network.Maps() == network.Maps(plan.Delta(0).written),
                "chain");
    CheckPairs(network, view, table);
    constexpr size_t bytes = 1 << 20;
    const Guest& client = guests.at(0);
    const Guest& server = guests.at(3);
    network.SetOffloads(client, false);
    network.SetOffloads(server, false);
    std::vector<DeviceCounts> before;
    std::ranges::transform(guests, std::back_inserter(before), CountsOf);
    const auto carried = SendTcp(client, server, bytes, kPatience_ms);
    table.Check("a transfer through a chain arrives whole",
                carried && carried->received == bytes &&
                    carried->sentSha256 == carried->receivedSha256,
                protocol);
    const uint64_t sent = CountsOf(client).sentFrames - before[0].sentFrames;
    const uint64_t got = CountsOf(server).receivedFrames - before[3].receivedFrames;
    for (const size_t passed : {1, 2})
    {
        const uint64_t there =
            CountsOf(guests[passed]).receivedFrames - before[passed].receivedFrames;
        table.Check("each VM of the chain has the packets of both ends",
                    sent > bytes / NetnsScript::kMtu &&
                        there >= sent + (CountsOf(server).sentFrames - before[3].sentFrames) &&
                        got <= sent,
                    protocol + ", " + guests[passed].name + ": " + std::to_string(there) +
                        " frames of " + std::to_string(sent));
    }
    table.Check("a deployment is removed", call.Run({"--clean"}).first == 0, "chain");
}

int
Main(const std::string& prefix)
{
    utsname system{};
    uname(&system);
    std::printf("Linux %s, 4 VMs on 2 hosts\n", system.release);
    CheckTable table(std::cout);
    CheckProtocol(TunnelProtocol::kVxlan, "vxlan", prefix, table);
    CheckProtocol(TunnelProtocol::kNvgre, "nvgre", prefix, table);
    CheckProtocol(TunnelProtocol::kIpip, "ipip", prefix, table);
    for (const char* protocol : {"vxlan", "nvgre", "ipip"})
    {
        CheckChain(protocol, prefix, table);
    }
    const SpecFiles files("vxlan");
    CheckLifeCycle({files.Path("before.dot"), prefix, VNLAB_BPF_OBJECTS}, table);
    std::fflush(stdout);
    table.Print();
    return table.AllHold() ? 0 : kFailed;
}

} // namespace
} // namespace ns3::vnlab::test

int
main()
{
    using namespace ns3::vnlab::test;
    try
    {
        const CleanUpGuard guard;
        const std::string missing = Missing(guard.Prefix());
        if (!missing.empty())
        {
            std::cout << "conformance-netns: not possible here: " << missing << "\n";
            return StatusWhereImpossible();
        }
        return Main(guard.Prefix());
    }
    catch (const std::exception& error)
    {
        std::cout << "conformance-netns: " << error.what() << "\n";
        return kFailed;
    }
}
