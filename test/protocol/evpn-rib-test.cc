// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/evpn-rib.h"
#include "test/protocol/evpn-paths.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::bgp
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr uint32_t kSelf = VtepAddress(9);
constexpr uint32_t kCluster = 77;

TEST(EvpnRibTest, RouteIsAddedReplacedAndWithdrawn)
{
    EvpnRib rib(kSelf, kCluster);
    const PathSource from = SourceOfNumber(1);
    const OwnRoute route = MacRoute(1, 1);
    const OwnRoute moved = MacRoute(1, 1, 1);
    const EvpnKey& key = route.route.key;
    EXPECT_THAT(rib.Apply(from, AnnouncementOf(route)),
                ElementsAre(RouteChange{key, {}, PathOf(route, from)}));
    EXPECT_THAT(rib.Apply(from, AnnouncementOf(moved)),
                ElementsAre(RouteChange{key, PathOf(route, from), PathOf(moved, from)}));
    EXPECT_EQ(*rib.Best(key), PathOf(moved, from));
    EXPECT_THAT(rib.Apply(from, {.withdrawn = {key}}),
                ElementsAre(RouteChange{key, PathOf(moved, from), {}}));
    EXPECT_EQ(rib.Best(key), nullptr);
    EXPECT_EQ(rib.PathCount(), 0u);
}

TEST(EvpnRibTest, WhatChangesNothingIsNoChange)
{
    EvpnRib rib(kSelf, kCluster);
    const PathSource from = SourceOfNumber(1);
    const OwnRoute route = MacRoute(1, 1);
    rib.Apply(from, AnnouncementOf(route));
    EXPECT_THAT(rib.Apply(from, AnnouncementOf(route)), IsEmpty());
    EXPECT_THAT(rib.Apply(from, {.withdrawn = {MacRoute(1, 2).route.key}}), IsEmpty());
    EXPECT_THAT(rib.Apply(SourceOfNumber(2), {.withdrawn = {route.route.key}}), IsEmpty());
    Update both = AnnouncementOf(route);
    both.withdrawn = {route.route.key};
    EXPECT_THAT(rib.Apply(from, both), IsEmpty());
    EXPECT_THAT(rib.Forget(PeerId{2}), IsEmpty());
    EXPECT_THAT(rib.Retract(std::vector{route.route.key}), IsEmpty());
}

TEST(EvpnRibTest, WorsePathIsKeptUntilTheBetterOneGoes)
{
    EvpnRib rib(kSelf, kCluster);
    const OwnRoute route = MacRoute(1, 1);
    rib.Apply(SourceOfNumber(1), AnnouncementOf(route));
    EXPECT_THAT(rib.Apply(SourceOfNumber(2), AnnouncementOf(route)), IsEmpty());
    EXPECT_EQ(rib.PathCount(), 2u);
    EXPECT_THAT(rib.Forget(PeerId{1}),
                ElementsAre(RouteChange{route.route.key,
                                        PathOf(route, SourceOfNumber(1)),
                                        PathOf(route, SourceOfNumber(2))}));
}

TEST(EvpnRibTest, ChangesOfOneUpdateComeInOrderOfKeysAndEachOnce)
{
    EvpnRib rib(kSelf, kCluster);
    const OwnRoute first = MacRoute(1, 1);
    const OwnRoute second = MacRoute(1, 2);
    rib.Apply(SourceOfNumber(1), AnnouncementOf(second));
    Update update = AnnouncementOf(first);
    update.withdrawn = {second.route.key, first.route.key};
    const auto changes = rib.Apply(SourceOfNumber(1), update);
    ASSERT_THAT(changes, SizeIs(2));
    EXPECT_EQ(changes[0].key, first.route.key);
    EXPECT_EQ(changes[1].key, second.route.key);
}

TEST(EvpnRibTest, OwnRoutesAreOriginatedAndRetracted)
{
    EvpnRib rib(kSelf, kCluster);
    const std::vector<OwnRoute> own{MacRoute(9, 1), MacRoute(9, 2)};
    EXPECT_THAT(rib.Originate(own), SizeIs(2));
    EXPECT_THAT(rib.AllBest(), ElementsAre(PathOf(own[0]), PathOf(own[1])));
    EXPECT_THAT(rib.Retract(std::vector{own[0].route.key}),
                ElementsAre(RouteChange{own[0].route.key, PathOf(own[0]), {}}));
}

TEST(EvpnRibTest, PathThatComesBackIsNotTaken) // RFC 4456 §8
{
    EvpnRib rib(kSelf, kCluster);
    OwnRoute route = MacRoute(1, 1);
    route.attributes.originatorId = kSelf;
    EXPECT_THAT(rib.Apply(SourceOfNumber(1), AnnouncementOf(route)), IsEmpty());
    route.attributes.originatorId = VtepAddress(1);
    route.attributes.clusterList = {5, kCluster};
    EXPECT_THAT(rib.Apply(SourceOfNumber(1), AnnouncementOf(route)), IsEmpty());
    route.attributes.clusterList = {5};
    EXPECT_THAT(rib.Apply(SourceOfNumber(1), AnnouncementOf(route)), SizeIs(1));
}

TEST(EvpnRibTest, PathThatLoopsTakesAwayTheOneBefore)
{
    EvpnRib rib(kSelf, kCluster);
    OwnRoute route = MacRoute(1, 1);
    rib.Apply(SourceOfNumber(1), AnnouncementOf(route));
    route.attributes.clusterList = {kCluster};
    const auto changes = rib.Apply(SourceOfNumber(1), AnnouncementOf(route));
    ASSERT_THAT(changes, SizeIs(1));
    EXPECT_FALSE(changes.front().after);
}

/// What a RIB has to say after any events, found without one: the best of what each neighbour said last.
using Said = std::map<std::pair<EvpnKey, uint32_t>, EvpnPath>;

std::map<EvpnKey, EvpnPath>
BestOfAll(const Said& said)
{
    std::map<EvpnKey, EvpnPath> best;
    for (const auto& [keyAndPeer, path] : said)
    {
        const auto [place, isNew] = best.try_emplace(keyAndPeer.first, path);
        if (!isNew && IsBetter(path, place->second))
        {
            place->second = path;
        }
    }
    return best;
}

RC_GTEST_PROP(EvpnRibTest, LocRibIsTheBestOfWhatWasSaidLastAndChangesLeadThere, ())
{
    EvpnRib rib(kSelf, kCluster);
    Said said;
    std::map<EvpnKey, EvpnPath> byChanges;
    for (int event = *rc::gen::inRange(1, 60); event > 0; --event)
    {
        const auto number = *rc::gen::inRange<uint32_t>(1, 4);
        OwnRoute own = MacRoute(*rc::gen::inRange(1, 3), *rc::gen::inRange(1, 3));
        own.attributes.communities.push_back(ToCommunity({.sequence = *rc::gen::inRange(0u, 3u)}));
        const EvpnKey key = own.route.key;
        const PathSource from = SourceOfNumber(number);
        EvpnRib::Changes changes;
        switch (*rc::gen::inRange(0, 8))
        {
        case 0:
            changes = rib.Forget(from.peer);
            std::erase_if(said, [&](const auto& entry) { return entry.first.second == number; });
            break;
        case 1:
        case 2:
            changes = rib.Apply(from, {.withdrawn = {key}});
            said.erase({key, number});
            break;
        default:
            changes = rib.Apply(from, AnnouncementOf(own));
            said[{key, number}] = PathOf(own, from);
        }
        for (const RouteChange& change : changes)
        {
            const auto known = byChanges.find(change.key);
            RC_ASSERT(change.before.has_value() == (known != byChanges.end()));
            RC_ASSERT(!change.before || *change.before == known->second);
            byChanges.erase(change.key);
            if (change.after)
            {
                byChanges.emplace(change.key, *change.after);
            }
        }
        RC_ASSERT(byChanges == BestOfAll(said));
        RC_ASSERT(rib.PathCount() == said.size());
    }
}

} // namespace
} // namespace ns3::vnlab::bgp
