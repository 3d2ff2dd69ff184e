// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/wan-graph.h"
#include "test/substrate/wan-walks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <numbers>
#include <stdexcept>
#include <string>
#include <vector>

namespace ns3::vnlab
{

namespace
{

using Texts = std::vector<std::string>;
using Links = std::vector<WanLink>;

TEST(GreatCircle, IsWithinItsToleranceOfTheEllipsoid)
{
    struct Pair
    {
        GeoPoint a;
        GeoPoint b;
        double km; ///< on WGS 84 by T. Vincenty's inverse formula (Survey Review 23(176), 1975)
    };

    for (const Pair& pair : {Pair{{40.7128, -74.0060}, {34.0522, -118.2437}, 3'944.422},
                             Pair{{51.5074, -0.1278}, {-33.8688, 151.2093}, 16'989.296},
                             Pair{{47.3769, 8.5417}, {46.2044, 6.1432}, 224.764},
                             Pair{{61.2181, -149.9003}, {35.6762, 139.6503}, 5'578.043},
                             Pair{{-0.1807, -78.4678}, {1.3521, 103.8198}, 19'743.446}})
    {
        EXPECT_NEAR(GreatCircle_m(pair.a, pair.b) / 1e3 / pair.km, 1, 0.006) << pair.km;
    }
}

TEST(GreatCircle, NewYorkToLosAngelesIs3936Km)
{
    EXPECT_NEAR(GreatCircle_m({40.7128, -74.0060}, {34.0522, -118.2437}), 3'935'752, 1);
}

TEST(GreatCircle, KnownArcsOfTheSphere)
{
    constexpr double quarter_m = 6'371'008.8 * std::numbers::pi / 2;
    EXPECT_NEAR(GreatCircle_m({90, 0}, {0, 77}), quarter_m, 0.01);
    EXPECT_NEAR(GreatCircle_m({0, 179}, {0, -179}), quarter_m / 45, 0.01);
    EXPECT_NEAR(GreatCircle_m({40, 30}, {-40, -150}), 2 * quarter_m, 1);
    EXPECT_EQ(GreatCircle_m({52.5, 13.4}, {52.5, 13.4}), 0);
}

TEST(FibreDelay, IsThatOfTwoThirdsOfTheSpeedOfLight)
{
    EXPECT_EQ(FibreDelay_ns(0), 0U);
    EXPECT_EQ(FibreDelay_ns(299'792'458), 1'500'000'000U);
    EXPECT_EQ(FibreDelay_ns(1'000'000), 5'003'461U); // 1.5 × 10⁶ m / 299 792 458 m/s
}

TEST(GenerateWan, LineJoinsNeighbours)
{
    const WanGraph wan = GenerateWan("line", 4, 5);
    EXPECT_EQ(wan.names, (Texts{"dc-1", "dc-2", "dc-3", "dc-4"}));
    EXPECT_EQ(wan.links, (Links{{0, 1, 5}, {1, 2, 5}, {2, 3, 5}}));
    EXPECT_EQ(wan.nextHop[0], (std::vector<uint32_t>{0, 0, 0, 0}));
    EXPECT_EQ(wan.nextHop[2], (std::vector<uint32_t>{1, 1, 0, 2}));
    EXPECT_EQ(WalkedDelay(wan, 3, 0), 15U);
    EXPECT_TRUE(wan.warnings.empty());
}

TEST(GenerateWan, RingAlsoJoinsTheEnds)
{
    const WanGraph wan = GenerateWan("ring", 5, 7);
    EXPECT_EQ(wan.links, (Links{{0, 1, 7}, {1, 2, 7}, {2, 3, 7}, {3, 4, 7}, {0, 4, 7}}));
    EXPECT_EQ(WalkedDelay(wan, 0, 2), 14U);
    EXPECT_EQ(WalkedDelay(wan, 0, 3), 14U);
    EXPECT_EQ(WalkedDelay(wan, 0, 4), 7U);
}

TEST(GenerateWan, OfTwoWaysOfOneDelayItIsAlwaysTheSame)
{
    const WanGraph wan = GenerateWan("ring", 4, 7);
    EXPECT_EQ(wan.links, (Links{{0, 1, 7}, {1, 2, 7}, {2, 3, 7}, {0, 3, 7}}));
    EXPECT_EQ(wan.nextHop[0][2], 0U);
    EXPECT_EQ(wan.nextHop[2][0], 1U);
    EXPECT_EQ(wan.nextHop[1][3], 1U);
    EXPECT_EQ(wan.nextHop[3][1], 3U);
}

TEST(GenerateWan, FullMeshJoinsAllDirectly)
{
    const WanGraph wan = GenerateWan("full-mesh", 4, 9);
    EXPECT_EQ(wan.links, (Links{{0, 1, 9}, {0, 2, 9}, {1, 2, 9}, {0, 3, 9}, {1, 3, 9}, {2, 3, 9}}));
    EXPECT_EQ(WalkedDelays(wan), (Table{{0, 9, 9, 9}, {9, 0, 9, 9}, {9, 9, 0, 9}, {9, 9, 9, 0}}));
}

TEST(GenerateWan, TwoDatacentersHaveOneLinkAndOneHasNone)
{
    for (const char* topology : {"full-mesh", "ring", "line"})
    {
        EXPECT_EQ(GenerateWan(topology, 2, 3).links, (Links{{0, 1, 3}}));
        EXPECT_TRUE(GenerateWan(topology, 1, 3).links.empty());
    }
}

TEST(GenerateWan, WaysOfNoDelayDoNotGoInACircle)
{
    for (const char* topology : {"full-mesh", "ring", "line"})
    {
        EXPECT_EQ(WalkedDelays(GenerateWan(topology, 9, 0)), Table(9, std::vector<uint64_t>(9, 0)));
    }
}

TEST(GenerateWan, UnknownShapeIsRefused)
{
    const auto message = testing::ThrowsMessage<std::invalid_argument>(
        "the WAN topology is 'star'; accepted are 'full-mesh', 'ring' and 'line'");
    EXPECT_THAT([] { GenerateWan("star", 3, 1); }, message);
    EXPECT_THROW(GenerateWan("line", 0, 1), std::invalid_argument);
}

} // namespace

} // namespace ns3::vnlab
