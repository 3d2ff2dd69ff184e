// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/link-tunnel.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <set>

namespace ns3::vnlab::test
{
namespace
{

RC_GTEST_PROP(LinkTunnelProperty, IdIsTheSameBothWaysAndFits24Bits, (uint32_t a, uint32_t b))
{
    const uint32_t id = LinkTunnelId(VnicId{a}, VnicId{b});
    RC_ASSERT(id == LinkTunnelId(VnicId{b}, VnicId{a}));
    RC_ASSERT(id < 1u << 24);
}

TEST(LinkTunnelTest, TunnelsToOnePeerAreFarApart)
{
    std::set<uint32_t> ids;
    for (uint32_t b = 1; b <= 10'000; ++b)
    {
        ids.insert(LinkTunnelId(VnicId{0}, VnicId{b}));
    }
    EXPECT_EQ(ids.size(), 10'000);
}

} // namespace
} // namespace ns3::vnlab::test
