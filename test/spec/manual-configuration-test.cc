// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/manual-configuration.h"
#include "model/spec/spec-generator.h"
#include "test/spec/spec-test-helpers.h"

#include <gtest/gtest.h>

namespace ns3::vnlab
{

namespace
{

/// Each of m controllers linked to each of n switches, and nothing else.
Specification
CompleteBipartite(uint32_t m, uint32_t n)
{
    Specification specification;
    for (uint32_t i = 0; i < m + n; ++i)
    {
        specification.graph[add_vertex(specification.graph)].name = std::to_string(i);
    }
    for (uint32_t i = 0; i < m; ++i)
    {
        for (uint32_t j = 0; j < n; ++j)
        {
            add_edge(i, m + j, LinkSpec{}, specification.graph);
        }
    }
    return specification;
}

} // namespace

TEST(ManualConfigurationTest, CompleteBipartiteHasMnLinksAnd2MnEndpoints)
{
    for (const uint64_t m : {1, 2, 3, 5, 8, 13, 21, 50, 100, 199, 200})
    {
        for (const uint64_t n : {1, 2, 3, 7, 20, 100, 199, 200})
        {
            EXPECT_EQ(CountManualConfiguration(CompleteBipartite(m, n)),
                      (ManualCount{m * n, 2 * m * n, 2 * m * n}))
                << m << " controllers, " << n << " switches";
        }
    }
}

TEST(ManualConfigurationTest, FullMeshHasHalfNTimesNMinus1LinksAndTwiceTheEndpoints)
{
    for (uint32_t n = 1; n <= 200; ++n)
    {
        const Specification mesh = GenerateSpecification({.kind = "full-mesh", .vms = n});
        const uint64_t endpoints = uint64_t{n} * (n - 1);
        EXPECT_EQ(CountManualConfiguration(mesh),
                  (ManualCount{endpoints / 2, endpoints, endpoints}))
            << n << " VMs";
    }
}

TEST(ManualConfigurationTest, TheLiteratures2NTimesNPlus1IsTwoSettingsAnEndpointOverNPlus1Nodes)
{
    for (uint32_t n = 0; n < 200; ++n)
    {
        const Specification mesh = GenerateSpecification({.kind = "full-mesh", .vms = n + 1});
        EXPECT_EQ(CountManualConfiguration(mesh, 2).settings, uint64_t{2} * n * (n + 1)) << n;
    }
}

TEST(ManualConfigurationTest, TheLinksOfTwoVmsOnTwoPathsAreTwoTunnels)
{
    const Specification specification =
        ReadDotText("graph { paths=\"p=10.1.0.0/24 q=10.2.0.0/24\"; a -- b; a -- b [path=q]; c }")
            .specification;
    EXPECT_EQ(CountManualConfiguration(specification, 3), (ManualCount{2, 4, 12}));
}

} // namespace ns3::vnlab
