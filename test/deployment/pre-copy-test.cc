// SPDX-License-Identifier: GPL-2.0-only
//
// The rounds of a live migration against their closed form, no network in between.

#include "model/deployment/pre-copy.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

struct Course
{
    Time live;
    Time downtime;
    uint64_t bytes{0};
    uint32_t rounds{0};
};

/// Copies at a constant rate.
Course
CopyAt(double bytesPerSecond, const PreCopyOrder& order)
{
    PreCopy preCopy(order);
    Course course;
    const auto next = [&]
    {
        course.bytes += preCopy.Bytes();
        return Seconds(static_cast<double>(preCopy.Bytes()) / bytesPerSecond);
    };
    while (!preCopy.IsLast())
    {
        const Time took = next();
        course.live += took;
        preCopy.Copied(took);
    }
    course.downtime = next();
    course.rounds = preCopy.Rounds();
    return course;
}

/// From the closed form: M and B in bytes and bytes a second.
struct WorkedCase
{
    double memory;
    double rate;
    double dirty;
    uint32_t rounds;
    double live_s;
    double downtime_s;
    double data;
};

class WorkedPreCopyTest : public testing::TestWithParam<WorkedCase>
{
};

TEST_P(WorkedPreCopyTest, TakesWhatTheClosedFormSays)
{
    const WorkedCase& worked = GetParam();
    const Course course = CopyAt(worked.rate,
                                 {.memory_bytes = static_cast<uint64_t>(worked.memory),
                                  .dirtyRate_bps = static_cast<uint64_t>(worked.dirty * 8),
                                  .rounds = worked.rounds,
                                  .downtime = Time(0)});
    EXPECT_NEAR(course.live.GetSeconds(), worked.live_s, 5e-5); // as many digits as were given
    EXPECT_NEAR(course.downtime.GetSeconds(), worked.downtime_s, 5e-7);
    EXPECT_NEAR(static_cast<double>(course.bytes), worked.data, 1e3);
    EXPECT_EQ(course.rounds, worked.rounds);
}

INSTANTIATE_TEST_SUITE_P(
    FourCases,
    WorkedPreCopyTest,
    testing::Values(WorkedCase{1024e6, 100e6, 20e6, 5, 12.7959, 0.003277, 1279.918e6},
                    WorkedCase{1024e6, 100e6, 50e6, 5, 19.8400, 0.320000, 2016.000e6},
                    WorkedCase{1024e6, 100e6, 90e6, 29, 97.5768, 0.482317, 9805.915e6},
                    WorkedCase{4096e6, 1000e6, 200e6, 5, 5.1184, 0.001311, 5119.672e6}));

RC_GTEST_PROP(PreCopyTest, RoundsAreTheGeometricSeries, ())
{
    const auto rate = *rc::gen::inRange<uint64_t>(10'000'000, 10'000'000'000);
    const auto percent = *rc::gen::inRange<uint64_t>(0, 100);
    const auto rounds = *rc::gen::inRange<uint32_t>(0, 30);
    const auto memory = *rc::gen::inRange<uint64_t>(1'000'000'000, 1'000'000'000'000);
    const double q = static_cast<double>(percent) / 100;
    const Course course = CopyAt(static_cast<double>(rate),
                                 {.memory_bytes = memory,
                                  .dirtyRate_bps = rate * 8 * percent / 100,
                                  .rounds = rounds,
                                  .downtime = Time(-1)}); // never short enough
    const double once = static_cast<double>(memory) / static_cast<double>(rate);
    const double live = once * (1 - std::pow(q, rounds)) / (1 - q);
    RC_ASSERT(std::abs(course.live.GetSeconds() - live) < 1e-6 + 1e-6 * once);
    RC_ASSERT(std::abs(course.downtime.GetSeconds() - once * std::pow(q, rounds)) <
              1e-6 + 1e-6 * once);
    RC_ASSERT(course.rounds == rounds);
}

RC_GTEST_PROP(PreCopyTest, PauseIsWithinTheTargetOrTheRoundsAreUsedUp, ())
{
    const auto rate = *rc::gen::inRange<uint64_t>(1'000'000, 10'000'000'000);
    const PreCopyOrder order{.memory_bytes = *rc::gen::inRange<uint64_t>(1, 1'000'000'000'000),
                             .dirtyRate_bps = *rc::gen::inRange<uint64_t>(0, 100'000'000'000),
                             .rounds = *rc::gen::inRange<uint32_t>(0, 50),
                             .downtime = MilliSeconds(*rc::gen::inRange(0, 1000))};
    const Course course = CopyAt(static_cast<double>(rate), order);
    RC_ASSERT(course.rounds <= order.rounds);
    RC_ASSERT(course.rounds == order.rounds || course.downtime <= order.downtime + MicroSeconds(1));
    RC_ASSERT(course.bytes <= order.memory_bytes * (course.rounds + 1));
}

TEST(PreCopyTest, WritesFasterThanTheCopyNeverMakeARoundLargerThanTheMemory)
{
    PreCopy preCopy(
        {.memory_bytes = 1000, .dirtyRate_bps = 80'000, .rounds = 3, .downtime = Time(0)});
    preCopy.Copied(Seconds(1));
    EXPECT_EQ(preCopy.Bytes(), 1000U);
    EXPECT_FALSE(preCopy.IsLast());
}

TEST(PreCopyTest, VmThatWritesNothingPausesForNothing)
{
    const Course course =
        CopyAt(1000, {.memory_bytes = 1000, .dirtyRate_bps = 0, .rounds = 29, .downtime = Time(0)});
    EXPECT_EQ(course.live, Seconds(1));
    EXPECT_EQ(course.downtime, Time(0));
    EXPECT_EQ(course.rounds, 1U);
}

} // namespace
} // namespace ns3::vnlab::test
