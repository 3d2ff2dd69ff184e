// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/spec-reader.h"
#include "scenarios/vnlab/netns/netns-machine.h"
#include "scenarios/vnlab/netns/netns-plan.h"

#include <algorithm>
#include <gmock/gmock.h>

namespace ns3::vnlab
{

namespace
{

const NetnsOptions kOptions{.objects = "/objects", .prefix = "lab"};

Specification
Parse(const std::string& body)
{
    return ReadSpecification(
               "graph { subnet = \"10.0.0.0/24\"; " + body + " }", SpecFormat::kDot, "test.dot")
        .specification;
}

/// @return the commands of the groups whose title begins with a text, a line each
std::string
Lines(const std::vector<CommandGroup>& groups, const std::string& title)
{
    std::string lines;
    for (const CommandGroup& group : groups)
    {
        for (const ShellCommand& command : group.commands)
        {
            lines += group.title.starts_with(title) ? command.ToString() + "\n" : "";
        }
    }
    return lines;
}

TEST(NetnsPlanTest, VmHasADeviceAndItsHooks)
{
    const NetnsPlan plan({Parse("a; b; a -- b")}, kOptions);
    EXPECT_EQ(Lines(plan.Deploy(), "VM b, on host 1, 10.0.0.3 (the provider's 100.64.0.129)"),
              R"(ip netns add lab-vm-1
ip netns exec lab-vm-1 sysctl -e -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip -n lab-vm-1 link set dev lo up
ip link add vnic1 netns lab-vm-1 address 06:00:00:00:00:01 mtu 1500 type veth peer name port1 netns lab-host-1 address 02:fe:00:00:00:01 mtu 1500
ip -n lab-vm-1 link set dev vnic1 up
ip -n lab-host-1 link set dev port1 up
ip -n lab-vm-1 addr add 10.0.0.3/24 dev vnic1 noprefixroute
ip -n lab-vm-1 route add 10.0.0.0/24 dev vnic1 src 10.0.0.3 mtu 1450
ip -n lab-host-1 neigh replace 100.64.0.129 lladdr 06:00:00:00:00:01 dev port1 nud permanent
mkdir /run/lab-bpf/vnic1
bpftool prog load /objects/encapsulate.bpf.o /run/lab-bpf/vnic1/encapsulate type classifier pinmaps /run/lab-bpf/vnic1/encapsulate-maps
bpftool prog load /objects/decapsulate.bpf.o /run/lab-bpf/vnic1/decapsulate type xdp map name drop_counters pinned /run/lab-bpf/vnic1/encapsulate-maps/drop_counters pinmaps /run/lab-bpf/vnic1/decapsulate-maps
bpftool prog load /objects/whitelist.bpf.o /run/lab-bpf/vnic1/whitelist type xdp map name drop_counters pinned /run/lab-bpf/vnic1/encapsulate-maps/drop_counters pinmaps /run/lab-bpf/vnic1/whitelist-maps
bpftool map update pinned /run/lab-bpf/vnic1/decapsulate-maps/next_program key hex 00 00 00 00 value pinned /run/lab-bpf/vnic1/whitelist
ip -n lab-vm-1 link set dev vnic1 xdpdrv pinned /run/lab-bpf/vnic1/decapsulate
tc -n lab-vm-1 qdisc add dev vnic1 clsact
tc -n lab-vm-1 filter add dev vnic1 egress bpf direct-action object-pinned /run/lab-bpf/vnic1/encapsulate
)");
}

TEST(NetnsPlanTest, AVmOnAChainOfAnyVersionRoutesToItsEnds)
{
    const NetnsPlan plan({Parse("a; b; c; a -- c"), Parse("chains = \"a>b>c\"; a; b; c")},
                         kOptions);
    const std::string routing =
        "ip netns exec lab-vm-1 sysctl -q -w net.ipv4.ip_forward=1 "
        "net.ipv4.conf.all.send_redirects=0 "
        "net.ipv4.conf.vnic1.send_redirects=0\n"
        "ip -n lab-vm-1 neigh replace 10.0.0.2 lladdr 06:00:00:00:00:00 dev vnic1 nud permanent\n"
        "ip -n lab-vm-1 neigh replace 10.0.0.4 lladdr 06:00:00:00:00:02 dev vnic1 nud permanent\n";
    EXPECT_THAT(Lines(plan.Deploy(), "VM b"), testing::HasSubstr(routing));
    EXPECT_THAT(Lines(plan.Deploy(), "VM a"), testing::Not(testing::HasSubstr("ip_forward")));
    // Two tunnels for one, and 4k + 2 = 6 rules to lead there and back.
    const std::vector<CommandGroup> change{plan.Change(1)};
    EXPECT_EQ(plan.Delta(1).written.size(), 2U * 6U + 6U);
    EXPECT_EQ(plan.Delta(1).erased.size(), 6U);
    EXPECT_THAT(Lines(change, ""), testing::HasSubstr("/encapsulate-maps/steer_map"));
}

TEST(NetnsPlanTest, RulesAreOfLinksAndPortsAlone)
{
    const NetnsPlan plan({Parse("a; b; c; a -- b")}, kOptions);
    constexpr size_t ports = 3;
    constexpr size_t ofALink = 6; // three maps at both ends
    const std::string rules = Lines(plan.Deploy(), "rules");
    EXPECT_EQ(std::ranges::count(rules, '\n'), ports + ofALink);
    EXPECT_THAT(rules, testing::Not(testing::HasSubstr("/vnic2/")));
}

TEST(NetnsPlanTest, ChangeIsTheDeltaOfTheCompiler)
{
    const NetnsPlan plan({Parse("a; b; c; a -- b"), Parse("a; b; c; a -- b; b -- c")}, kOptions);
    EXPECT_TRUE(plan.Delta(1).erased.empty());
    EXPECT_EQ(plan.Delta(1).written.size(), 6U);
    EXPECT_EQ(plan.Change(1).commands.size(), 6U);
}

TEST(NetnsPlanTest, VmNameThatWouldBreakOutOfACommentDoesNot)
{
    const NetnsPlan plan({Parse("\"a\\nreboot\"; \"b\nreboot\"")}, kOptions);
    for (const CommandGroup& group : plan.Deploy())
    {
        EXPECT_EQ(group.title.find('\n'), std::string::npos) << group.title;
    }
}

TEST(NetnsPlanTest, MorePathsThanHostsCanTakeAreRejected)
{
    std::string vms;
    for (int vm = 0; vm < 200; ++vm)
    {
        vms += "v" + std::to_string(vm) + "; ";
    }
    NetnsOptions options = kOptions;
    options.hosts = 1;
    EXPECT_THROW(NetnsPlan({Parse(vms)}, options), std::invalid_argument);
}

TEST(NetnsMachineTest, PrefixIsAPlainWord)
{
    for (const char* good : {"vnlab", "a", "lab-2-x"})
    {
        EXPECT_EQ(ProblemOfPrefix(good), "") << good;
    }
    for (const std::string& bad : {std::string(),
                                   std::string("a/b"),
                                   std::string(".."),
                                   std::string("-a"),
                                   std::string("2a"),
                                   std::string("a b"),
                                   std::string("A"),
                                   std::string(33, 'a')})
    {
        EXPECT_THAT(ProblemOfPrefix(bad), testing::StartsWith("accepted: ")) << bad;
    }
}

TEST(NetnsMachineTest, WhatIsMissingIsNamed)
{
    EXPECT_THAT(MissingObjects("/nowhere"),
                testing::ElementsAre(testing::HasSubstr("/nowhere/encapsulate.bpf.o"),
                                     testing::HasSubstr("/nowhere/decapsulate.bpf.o"),
                                     testing::HasSubstr("/nowhere/whitelist.bpf.o")));
}

TEST(NetnsMachineTest, NothingIsRemovedWhereNothingStands)
{
    EXPECT_TRUE(CleanUp("no-such-prefix").commands.empty());
    EXPECT_EQ(Remove("no-such-prefix"), 0U);
}

} // namespace

} // namespace ns3::vnlab
