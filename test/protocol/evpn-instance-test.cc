// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/evpn-instance.h"
#include "test/protocol/evpn-paths.h"

#include <gmock/gmock.h>

namespace ns3::vnlab::bgp
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const PathSource kReflector = SourceOfNumber(254);

/// @return what the Loc-RIB says when another's route appears
EvpnRib::Changes
Appears(const OwnRoute& own)
{
    return {{own.route.key, {}, PathOf(own, kReflector)}};
}

EvpnRib::Changes
Disappears(const OwnRoute& own)
{
    return {{own.route.key, PathOf(own, kReflector), {}}};
}

EvpnRib::Changes
Becomes(const OwnRoute& before, const OwnRoute& after)
{
    return {{after.route.key, PathOf(before, kReflector), PathOf(after, kReflector)}};
}

TEST(EvpnInstanceTest, MulticastRouteAsksForCopies)
{
    const OwnRoute own = InstanceAt(1).MulticastRoute();
    EXPECT_EQ(own.route.key.type, EvpnType::kMulticast);
    EXPECT_EQ(own.route.key.ip, Address::Ipv4(VtepAddress(1)));
    EXPECT_EQ(own.attributes.nextHop, Address::Ipv4(VtepAddress(1)));
    EXPECT_THAT(own.attributes.communities, ElementsAre(kSegment, kVxlanEncapsulation));
    EXPECT_EQ(own.attributes.pmsi, (PmsiTunnel{.label = kVni, .endpoint = {192, 0, 2, 1}}));
}

TEST(EvpnInstanceTest, LearnedMacIsAnnouncedOncePerAddress)
{
    EvpnInstance instance = InstanceAt(1);
    const EvpnDelta learned = instance.Learn(MacOf(1));
    EXPECT_EQ(learned, (EvpnDelta{.originate = {MacRoute(1, 1)}}));
    EXPECT_EQ(learned.originate.front().route.label, kVni);
    EXPECT_EQ(instance.Learn(MacOf(1)), EvpnDelta{});
    const Address ip = Address::Ipv4(0x0a000001);
    const EvpnDelta withIp = instance.Learn(MacOf(1), ip);
    ASSERT_THAT(withIp.originate, SizeIs(1));
    EXPECT_EQ(withIp.originate.front().route.key.ip, ip);
    EXPECT_TRUE(instance.IsLocal(MacOf(1)));
    EXPECT_THAT(instance.Unlearn(MacOf(1)).retract, SizeIs(2));
    EXPECT_EQ(instance.Unlearn(MacOf(1)), EvpnDelta{});
}

TEST(EvpnInstanceTest, OthersMacIsAnEntryOfTheFdb)
{
    EvpnInstance instance = InstanceAt(1);
    EXPECT_EQ(instance.Import(Appears(MacRoute(2, 1))),
              (EvpnDelta{.fdb = {{MacOf(1), VtepAddress(2)}}}));
    EXPECT_EQ(instance.VtepOf(MacOf(1)), VtepAddress(2));
    EXPECT_EQ(instance.Import(Disappears(MacRoute(2, 1))), (EvpnDelta{.fdb = {{MacOf(1), {}}}}));
    EXPECT_THAT(instance.Fdb(), IsEmpty());
}

TEST(EvpnInstanceTest, OtherSegmentsAndOwnRoutesAreIgnored)
{
    EvpnInstance instance = InstanceAt(1);
    OwnRoute other = MacRoute(2, 1);
    other.attributes.communities = {RouteTarget(65000, 11)};
    EXPECT_EQ(instance.Import(Appears(other)), EvpnDelta{});
    const OwnRoute own = MacRoute(1, 2);
    EXPECT_EQ(instance.Import({{own.route.key, {}, PathOf(own)}}), EvpnDelta{});
    EXPECT_EQ(instance.Import(Appears(own)), EvpnDelta{});
}

TEST(EvpnInstanceTest, RouteThatLeavesTheSegmentIsGone)
{
    EvpnInstance instance = InstanceAt(1);
    instance.Import(Appears(MacRoute(2, 1)));
    OwnRoute other = MacRoute(2, 1);
    other.attributes.communities = {RouteTarget(65000, 11)};
    EXPECT_EQ(instance.Import(Becomes(MacRoute(2, 1), other)),
              (EvpnDelta{.fdb = {{MacOf(1), {}}}}));
}

TEST(EvpnInstanceTest, MacOfSeveralRoutesStaysUntilTheLastOneGoes)
{
    EvpnInstance instance = InstanceAt(1);
    OwnRoute withIp = MacRoute(2, 1);
    withIp.route.key.ip = Address::Ipv4(0x0a000001);
    instance.Import(Appears(MacRoute(2, 1)));
    EXPECT_EQ(instance.Import(Appears(withIp)), EvpnDelta{});
    EXPECT_EQ(instance.Import(Disappears(MacRoute(2, 1))), EvpnDelta{});
    EXPECT_EQ(instance.Import(Disappears(withIp)), (EvpnDelta{.fdb = {{MacOf(1), {}}}}));
}

// RFC 7432 §15, and FRR 8.4 in the same case: the mover's route has "MM:1", and the old VTEP withdraws.
TEST(EvpnInstanceTest, MacThatMovesHasTheNextSequenceAndItsOldVtepTakesItBack)
{
    EvpnInstance oldVtep = InstanceAt(1);
    EvpnInstance newVtep = InstanceAt(2);
    const OwnRoute first = oldVtep.Learn(MacOf(1)).originate.at(0);
    newVtep.Import(Appears(first));
    EXPECT_EQ(newVtep.Learn(MacOf(1)),
              (EvpnDelta{.originate = {MacRoute(2, 1, 1)}, .fdb = {{MacOf(1), {}}}}));
    EXPECT_EQ(oldVtep.Import(Appears(MacRoute(2, 1, 1))),
              (EvpnDelta{.retract = {first.route.key}, .fdb = {{MacOf(1), VtepAddress(2)}}}));
    EXPECT_FALSE(oldVtep.IsLocal(MacOf(1)));
    EXPECT_EQ(oldVtep.Learn(MacOf(1)).originate, (std::vector{MacRoute(1, 1, 2)})); // and back
}

TEST(EvpnInstanceTest, OfEqualSequencesTheLowerVtepHasTheMac)
{
    EvpnInstance lower = InstanceAt(1);
    lower.Learn(MacOf(1));
    EXPECT_EQ(lower.Import(Appears(MacRoute(2, 1))), EvpnDelta{});
    EXPECT_TRUE(lower.IsLocal(MacOf(1)));
    EvpnInstance higher = InstanceAt(2);
    higher.Learn(MacOf(1));
    EXPECT_EQ(
        higher.Import(Appears(MacRoute(1, 1))),
        (EvpnDelta{.retract = {MacRoute(2, 1).route.key}, .fdb = {{MacOf(1), VtepAddress(1)}}}));
    EvpnInstance third = InstanceAt(3);
    third.Import(Appears(MacRoute(2, 1)));
    third.Import(Appears(MacRoute(1, 1)));
    EXPECT_EQ(third.VtepOf(MacOf(1)), VtepAddress(1));
}

TEST(EvpnInstanceTest, StickyMacIsNotTakenFromItsVtep) // RFC 7432 §15.2
{
    EvpnInstance instance = InstanceAt(1);
    OwnRoute sticky = MacRoute(2, 1);
    sticky.attributes.communities.push_back(ToCommunity({.sticky = true}));
    instance.Import(Appears(sticky));
    EXPECT_EQ(instance.Learn(MacOf(1)), EvpnDelta{});
    EXPECT_FALSE(instance.IsLocal(MacOf(1)));
    EXPECT_EQ(instance.VtepOf(MacOf(1)), VtepAddress(2));
}

TEST(EvpnInstanceTest, FloodListFollowsMulticastRoutes)
{
    EvpnInstance instance = InstanceAt(1);
    const OwnRoute two = InstanceAt(2).MulticastRoute();
    OwnRoute twoAgain = two;
    twoAgain.route.key.rd = {1};
    EXPECT_EQ(instance.Import(Appears(two)), (EvpnDelta{.flood = {{VtepAddress(2), true}}}));
    EXPECT_EQ(instance.Import(Appears(twoAgain)), EvpnDelta{});
    EXPECT_EQ(instance.Import(Becomes(two, two)), EvpnDelta{});
    EXPECT_THAT(instance.FloodList(), ElementsAre(VtepAddress(2)));
    EXPECT_EQ(instance.Import(Disappears(two)), EvpnDelta{});
    EXPECT_EQ(instance.Import(Disappears(twoAgain)),
              (EvpnDelta{.flood = {{VtepAddress(2), false}}}));
    EXPECT_THAT(instance.FloodList(), IsEmpty());
}

TEST(EvpnInstanceTest, VtepThatTakesNoCopiesIsNotFlooded)
{
    EvpnInstance instance = InstanceAt(1);
    OwnRoute none = InstanceAt(2).MulticastRoute();
    none.attributes.pmsi.reset();
    EXPECT_EQ(instance.Import(Appears(none)), EvpnDelta{});
    OwnRoute byMulticast = InstanceAt(2).MulticastRoute();
    byMulticast.attributes.pmsi->type = 3; // PIM-SSM tree
    EXPECT_EQ(instance.Import(Appears(byMulticast)), EvpnDelta{});
}

} // namespace
} // namespace ns3::vnlab::bgp
