// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/netns/netns-rules.h"

#include <gmock/gmock.h>

namespace ns3::vnlab
{

namespace
{

const NetnsNames kNames("lab");

Rule
WhitelistRule()
{
    return {{{PlaceKind::kVmHook, 7},
             TableId::kWhitelist,
             RuleBytes::From(std::array<uint8_t, 3>{0x00, 0x0a, 0xff})},
            RuleBytes::From(std::array<uint8_t, 2>{0x10, 0x02}),
            {}};
}

Rule
PortRule()
{
    return {{{PlaceKind::kHostSwitch, 3},
             TableId::kPortAddress,
             RuleBytes::From(PortAddressKey{0x64400081})},
            RuleBytes::From(PortAddressValue{VnicId{5}}),
            {}};
}

TEST(NetnsRulesTest, RuleOfAHookIsAnEntryOfItsPinnedMap)
{
    EXPECT_EQ(NetnsRules(kNames).Write(WhitelistRule()).ToString(),
              "bpftool map update pinned /run/lab-bpf/vnic7/whitelist-maps/whitelist_map "
              "key hex 00 0a ff value hex 10 02");
    EXPECT_EQ(NetnsRules(kNames).Erase(WhitelistRule().where).ToString(),
              "bpftool map delete pinned /run/lab-bpf/vnic7/whitelist-maps/whitelist_map "
              "key hex 00 0a ff");
}

TEST(NetnsRulesTest, AddressOfAPortIsARouteOfItsHost)
{
    EXPECT_EQ(NetnsRules(kNames).Write(PortRule()).ToString(),
              "ip -n lab-host-3 route replace 100.64.0.129/32 dev port5");
    EXPECT_EQ(NetnsRules(kNames).Erase(PortRule().where).ToString(),
              "ip -n lab-host-3 route del 100.64.0.129/32");
}

TEST(NetnsRulesTest, ARuleIsLookedForWhereItWouldBe)
{
    EXPECT_EQ(NetnsRules(kNames).Lookup(WhitelistRule().where).ToString(),
              "bpftool map lookup pinned /run/lab-bpf/vnic7/whitelist-maps/whitelist_map "
              "key hex 00 0a ff");
    EXPECT_EQ(NetnsRules(kNames).Lookup(PortRule().where).ToString(),
              "ip -n lab-host-3 route show 100.64.0.129/32");
}

TEST(NetnsRulesTest, ChangeErasesBeforeItWrites)
{
    const RuleDelta delta{{WhitelistRule().where}, {PortRule()}};
    const std::vector<ShellCommand> commands = NetnsRules(kNames).Apply(delta);
    ASSERT_EQ(commands.size(), 2U);
    EXPECT_THAT(commands[0].ToString(), testing::StartsWith("bpftool map delete"));
    EXPECT_THAT(commands[1].ToString(), testing::StartsWith("ip -n lab-host-3 route replace"));
}

TEST(NetnsRulesTest, RuleForAPlaceThatIsNotThereStopsTheProgram)
{
    Rule rule = PortRule();
    rule.where.at.kind = PlaceKind::kHostSwitch;
    rule.where.table = TableId::kWhitelist;
    EXPECT_THROW(NetnsRules(kNames).Write(rule), std::logic_error);
    rule.where.at.kind = PlaceKind::kVmHook;
    rule.where.table = TableId::kPortAddress;
    EXPECT_THROW(NetnsRules(kNames).Write(rule), std::logic_error);
}

} // namespace

} // namespace ns3::vnlab
