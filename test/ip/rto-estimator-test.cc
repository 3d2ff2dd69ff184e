// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/rto-estimator.h"

#include <gtest/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

TEST(RtoEstimatorTest, IsASecondBeforeTheFirstSample)
{
    EXPECT_EQ(RtoEstimator().Timeout(), Seconds(1));
}

TEST(RtoEstimatorTest, FirstSampleGivesItselfAndFourTimesItsHalf)
{
    RtoEstimator rto;
    rto.Sample(MilliSeconds(100));
    EXPECT_EQ(rto.Timeout(), MilliSeconds(100 + 4 * 50));
}

TEST(RtoEstimatorTest, FurtherSamplesAreSmoothedByAnEighthAndTheirDistanceByAQuarter)
{
    RtoEstimator rto;
    rto.Sample(MilliSeconds(100));
    rto.Sample(MilliSeconds(180));
    // SRTT 7/8 · 100 + 1/8 · 180; RTTVAR 3/4 · 50 + 1/4 · 80.
    EXPECT_EQ(rto.Timeout(), MilliSeconds(110) + 4 * MicroSeconds(57'500));
}

TEST(RtoEstimatorTest, IsAtLeast200Milliseconds)
{
    RtoEstimator rto;
    rto.Sample(MicroSeconds(10));
    EXPECT_EQ(rto.Timeout(), MilliSeconds(200));
}

TEST(RtoEstimatorTest, DoublesUpTo120SecondsUntilTheNextSample)
{
    RtoEstimator rto;
    rto.Sample(MicroSeconds(10));
    for (const int64_t expected_ms : {400, 800, 1'600, 3'200, 6'400, 12'800, 25'600, 51'200})
    {
        rto.BackOff();
        EXPECT_EQ(rto.Timeout(), MilliSeconds(expected_ms));
    }
    for (int i = 0; i < 300; ++i)
    {
        rto.BackOff();
    }
    EXPECT_EQ(rto.Timeout(), Seconds(120));
    rto.Sample(MicroSeconds(10));
    EXPECT_FALSE(rto.IsBackedOff());
    EXPECT_EQ(rto.Timeout(), MilliSeconds(200));
}

TEST(RtoEstimatorTest, DataBehindASynThatWasRepeatedStartsWithThreeSeconds)
{
    RtoEstimator rto;
    rto.BackOff();
    rto.Opened();
    EXPECT_EQ(rto.Timeout(), Seconds(3));
    RtoEstimator measured;
    measured.Sample(MilliSeconds(100));
    measured.Opened();
    EXPECT_EQ(measured.Timeout(), MilliSeconds(300));
}

} // namespace
} // namespace ns3::vnlab::test
