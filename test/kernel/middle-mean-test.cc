// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/kernel/middle-mean.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <stdexcept>

namespace ns3::vnlab
{
namespace
{

TEST(MiddleMeanTest, LeavesOutAQuarterAtEachEnd)
{
    EXPECT_EQ(MiddleMean({1000000, 10, 0, 11}), 10.5);
    EXPECT_EQ(MiddleMean({1, 2, 3, 4, 5, 6, 7, 100}), 4.5);
}

TEST(MiddleMeanTest, OfFewerThanFourIsTheMean)
{
    EXPECT_EQ(MiddleMean({7}), 7);
    EXPECT_EQ(MiddleMean({1, 2, 6}), 3);
}

TEST(MiddleMeanTest, DoesNotOverflow)
{
    EXPECT_EQ(MiddleMean(std::vector<uint32_t>(100, UINT32_MAX)), double{UINT32_MAX});
}

TEST(MiddleMeanTest, OfNothingIsRefused)
{
    EXPECT_THROW(MiddleMean({}), std::invalid_argument);
}

RC_GTEST_PROP(MiddleMeanTest, LiesAmongTheValuesInAnyOrder, (std::vector<uint32_t> values))
{
    RC_PRE(!values.empty());
    const double mean = MiddleMean(values);
    const auto [least, most] = std::ranges::minmax(values);
    RC_ASSERT(mean >= least && mean <= most);
    std::ranges::reverse(values);
    RC_ASSERT(MiddleMean(values) == mean);
}

} // namespace
} // namespace ns3::vnlab
