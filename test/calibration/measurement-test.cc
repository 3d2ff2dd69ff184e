// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/calibration/batch-clock.h"
#include "analysis/calibration/measurement.h"

#include <gtest/gtest.h>
#include <numeric>
#include <rapidcheck/gtest.h>
#include <stdexcept>

namespace ns3::vnlab
{
namespace
{

/// Keeps the core busy for a time in proportion to `rounds`.
void
BeBusy(uint32_t rounds)
{
    volatile uint32_t done = 0;
    while (done < rounds)
    {
        done = done + 1;
    }
}

std::function<double()>
Sequence(double first)
{
    return [next = first]() mutable { return next++; };
}

TEST(MeasurementTest, EveryTrialHasTheLeastNumberOfSamplesWithoutAnyTime)
{
    const std::vector<Trial> trials{{"a", {"x", "y"}, Sequence(0)}, {"b", {}, Sequence(100)}};
    const std::vector<Measurement> measured = MeasureInTurn(trials, 0);
    ASSERT_EQ(measured.size(), 2u);
    EXPECT_EQ(measured[0].name, "a");
    EXPECT_EQ(measured[0].costs, (std::vector<std::string>{"x", "y"}));
    EXPECT_EQ(measured[0].time_s->n, kLeastSamples);
    EXPECT_EQ(measured[0].time_s->mean, 4.5);   // of 0 … 9
    EXPECT_EQ(measured[1].time_s->mean, 104.5); // of 100 … 109
}

TEST(MeasurementTest, SamplesAreTakenInTurnAndCounted)
{
    std::string order;
    const std::vector<Trial> trials{{"a", {}, [&] { return order += 'a', 1.0; }},
                                    {"b", {}, [&] { return order += 'b', 2.0; }}};
    const std::vector<Measurement> measured = MeasureInTurn(trials, 0.02);
    const size_t n = measured[0].time_s->n;
    EXPECT_GE(n, kLeastSamples);
    EXPECT_EQ(measured[1].time_s->n, n);
    std::string expected;
    for (size_t i = 0; i < n; ++i)
    {
        expected += "ab";
    }
    EXPECT_EQ(order, expected);
}

TEST(MeasurementTest, ATrialWithoutASamplerHasNoTimeAndIsOfNoUse)
{
    const std::vector<Measurement> measured = MeasureInTurn(std::vector<Trial>{{"a", {"x"}}}, 0);
    EXPECT_EQ(measured.at(0).time_s, std::nullopt);
    EXPECT_FALSE(measured[0].Usable());
}

TEST(MeasurementTest, NothingOrLessIsNoCost)
{
    const std::vector<Trial> trials{{"a", {}, [] { return -1e-9; }}, {"b", {}, [] { return 0.0; }}};
    for (const Measurement& measurement : MeasureInTurn(trials, 0))
    {
        EXPECT_TRUE(measurement.time_s);
        EXPECT_FALSE(measurement.Usable()) << measurement.name;
    }
}

TEST(MeasurementTest, WhatASamplerThrowsIsNotSwallowed)
{
    const std::vector<Trial> trials{
        {"a", {}, []() -> double { throw std::runtime_error("broken"); }}};
    EXPECT_THROW(MeasureInTurn(trials, 0), std::runtime_error);
}

RC_GTEST_PROP(MeasurementTest, TheIntervalHasTheMeanInIt, ())
{
    const auto times = *rc::gen::container<std::vector<uint32_t>>(
        kLeastSamples, rc::gen::inRange<uint32_t>(0, 1'000'000));
    size_t next = 0;
    const std::vector<Trial> trials{{"a", {}, [&] { return times.at(next++) * 1e-9; }}};
    const MeanEstimate time = *MeasureInTurn(trials, 0).front().time_s;
    RC_ASSERT(time.n == times.size());
    RC_ASSERT(time.interval->low <= time.mean && time.mean <= time.interval->high);
}

/// @return whether the second of two trials takes that many times as long as the first. A machine's slow
///         phase can fall on one of them, and not each time; a clock that is wrong is so each time
bool
RatioComesBetween(const std::vector<Trial>& trials, double low, double high)
{
    for (int attempt = 0; attempt < 5; ++attempt)
    {
        const std::vector<Measurement> measured = MeasureInTurn(trials, 0.05);
        const double ratio = measured[1].time_s->mean / measured[0].time_s->mean;
        if (low < ratio && ratio < high)
        {
            return true;
        }
    }
    return false;
}

TEST(BatchClockTest, FourTimesTheWorkTakesAboutFourTimesAsLong)
{
    const std::vector<Trial> trials{{"once", {}, TimedInBatches([] { BeBusy(1'000); })},
                                    {"four times", {}, TimedInBatches([] { BeBusy(4'000); })}};
    EXPECT_TRUE(RatioComesBetween(trials, 2, 8));
}

TEST(BatchClockTest, WhatIsTakenAwayIsNotInTheResult)
{
    const std::vector<Trial> trials{
        {"one", {}, TimedInBatches([] { BeBusy(2'000); })},
        {"three less two", {}, TimedInBatches([] { BeBusy(6'000); }, [] { BeBusy(4'000); })}};
    EXPECT_TRUE(RatioComesBetween(trials, 0.3, 3));
}

TEST(BatchClockTest, ASampleIsOfManyShortOperations)
{
    uint64_t runs = 0;
    const std::function<double()> sample = TimedInBatches([&] { ++runs; });
    sample();
    const uint64_t before = runs;
    sample();
    EXPECT_GT(runs - before, 1'000u);
}

TEST(BatchClockTest, ALongOperationIsRunOnceForASample)
{
    uint64_t runs = 0;
    const std::function<double()> sample = TimedInBatches(
        [&]
        {
            ++runs;
            BeBusy(5'000'000);
        });
    sample();
    EXPECT_EQ(runs, 2u); // one to find the size
    sample();
    EXPECT_EQ(runs, 3u);
}

} // namespace
} // namespace ns3::vnlab
