// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/sample-check.h"

#include <gtest/gtest.h>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace ns3::vnlab
{

namespace
{

TEST(SampleCheckTest, TheFirstValueThatIsNotFiniteIsNamed)
{
    try
    {
        RequireFinite(std::vector{1.0, 2.0, std::numeric_limits<double>::infinity()}, "delay");
        FAIL() << "an infinite value was accepted";
    }
    catch (const std::invalid_argument& error)
    {
        EXPECT_EQ(std::string(error.what()), "delay[2] is inf, expected a finite number");
    }
}

} // namespace

} // namespace ns3::vnlab
