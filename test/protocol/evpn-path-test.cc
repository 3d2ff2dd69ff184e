// SPDX-License-Identifier: GPL-2.0-only
#include "model/protocol/evpn-path.h"
#include "test/protocol/bgp-draws.h"
#include "test/protocol/evpn-paths.h"

#include <functional>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::bgp
{
namespace
{

using Change = std::function<void(OwnRoute& own, std::optional<PathSource>& from)>;

/// @return a path as others are, but for one change
EvpnPath
PathWith(const Change& change)
{
    OwnRoute own = MacRoute(5, 1);
    std::optional<PathSource> from = SourceOfNumber(7);
    change(own, from);
    return PathOf(own, from);
}

Change
Mobility(const MacMobility& mobility)
{
    return [mobility](OwnRoute& own, auto&)
    { own.attributes.communities.push_back(ToCommunity(mobility)); };
}

Change
Attributes(std::function<void(PathAttributes& attributes)> change)
{
    return [change](OwnRoute& own, auto&) { change(own.attributes); };
}

/// One number of the rules in evpn-path.h: what is better there, and what is worse.
struct Rule
{
    Change better;
    Change worse;
};

/// In the order of the rules.
const Rule kRules[] = {
    {Mobility({.sticky = true}), Mobility({.sequence = 9})},
    {Mobility({.sequence = 2}), Mobility({.sequence = 1})},
    {Attributes([](auto& attributes) { attributes.nextHop = Address::Ipv4(VtepAddress(2)); }),
     Attributes([](auto& attributes) { attributes.nextHop = Address::Ipv4(VtepAddress(3)); })},
    {[](auto&, auto& from) { from = std::nullopt; }, [](auto&, auto&) {}},
    {Attributes([](auto& attributes) { attributes.localPreference = 200; }),
     Attributes([](auto& attributes) { attributes.localPreference = 100; })},
    {Attributes(
         [](auto& attributes) {
             attributes.asPath = {{1, {1, 2, 3}}};
         }),
     Attributes(
         [](auto& attributes) {
             attributes.asPath = {{2, {1, 2}}};
         })},
    {Attributes([](auto& attributes) { attributes.origin = Origin::kEgp; }),
     Attributes([](auto& attributes) { attributes.origin = Origin::kIncomplete; })},
    {Attributes([](auto& attributes) { attributes.originatorId = 1; }),
     [](auto&, auto& from) { from->identifier = 2; }},
    {Attributes([](auto& attributes) { attributes.clusterList = {1}; }),
     Attributes(
         [](auto& attributes) {
             attributes.clusterList = {1, 2};
         })},
    {[](auto&, auto& from) { from->address = 1; }, [](auto&, auto& from) { from->address = 2; }},
};

TEST(EvpnPathTest, EachRuleDecides)
{
    for (const auto& [better, worse] : kRules)
    {
        const size_t number = 1 + (&better - &kRules[0].better) / 2;
        EXPECT_TRUE(IsBetter(PathWith(better), PathWith(worse))) << "rule " << number;
        EXPECT_FALSE(IsBetter(PathWith(worse), PathWith(better))) << "rule " << number;
    }
}

TEST(EvpnPathTest, EarlierRulesCountMoreThanLaterOnes)
{
    for (size_t later = 1; later < std::size(kRules); ++later)
    {
        const Rule& first = kRules[later - 1];
        const Rule& second = kRules[later];
        const auto both = [](const Change& one, const Change& other)
        {
            return PathWith(
                [&](auto& own, auto& from)
                {
                    one(own, from);
                    other(own, from);
                });
        };
        EXPECT_TRUE(IsBetter(both(first.better, second.worse), both(first.worse, second.better)))
            << "rules " << later << " and " << later + 1;
    }
}

TEST(EvpnPathTest, MobilityIsNotComparedOfMulticastRoutes)
{
    OwnRoute moved = InstanceAt(1).MulticastRoute();
    moved.attributes.communities.push_back(ToCommunity({.sequence = 5}));
    const OwnRoute other = InstanceAt(1).MulticastRoute();
    EXPECT_TRUE(IsBetter(PathOf(other, SourceOfNumber(1)), PathOf(moved, SourceOfNumber(2))));
}

RC_GTEST_PROP(EvpnPathTest, OfPathsOfDifferentNeighboursOneIsBetter, ())
{
    const EvpnRoute route = DrawRoute();
    std::vector<EvpnPath> paths;
    for (uint32_t number = 0; number < 3; ++number)
    {
        OwnRoute own{route, DrawAttributes()};
        own.attributes.localPreference = *rc::gen::inRange(1, 3);
        own.attributes.nextHop = Address::Ipv4(VtepAddress(*rc::gen::inRange(1, 3)));
        paths.push_back(PathOf(own, SourceOfNumber(number)));
    }
    for (const EvpnPath& left : paths)
    {
        RC_ASSERT(!IsBetter(left, left));
        for (const EvpnPath& right : paths)
        {
            RC_ASSERT(left == right || IsBetter(left, right) != IsBetter(right, left));
        }
    }
    std::sort(paths.begin(), paths.end(), IsBetter);
    RC_ASSERT(IsBetter(paths.front(), paths.back()));
}

} // namespace
} // namespace ns3::vnlab::bgp
