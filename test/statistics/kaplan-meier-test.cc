// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/kaplan-meier.h"
#include "test/support/infinity.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <stdexcept>
#include <tuple>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// Freireich et al., "The effect of 6-mercaptopurine on the duration of steroid-induced remissions
/// in acute leukemia", Blood 21, 1963: weeks in remission of 21 patients with the drug; of nine, the
/// end was seen.
std::vector<SurvivalTime>
Leukemia()
{
    std::vector<SurvivalTime> times;
    for (const double ended : {6, 6, 6, 7, 10, 13, 16, 22, 23})
    {
        times.push_back({ended, false});
    }
    for (const double lasted : {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35})
    {
        times.push_back({lasted, true});
    }
    return times;
}

/// The 21 patients with placebo, whose remissions all ended.
const std::vector<double> kPlacebo{1, 1, 2,  2,  3,  4,  4,  5,  5,  8, 8,
                                   8, 8, 11, 11, 12, 12, 15, 17, 22, 23};

std::vector<SurvivalTime>
Seen(const std::vector<double>& values)
{
    return CensoredAt(values, 1'000);
}

TEST(KaplanMeierTest, TheCurveOfTheLeukemiaDataIsThePublishedOne)
{
    // R 4.2.2, survival 3.5.3: survfit(Surv(time, status) ~ 1, conf.type = "log-log"). The survival
    // to four places is in Kleinbaum and Klein, "Survival analysis", chapter 2: 0.8571, 0.8067,
    // 0.7529, 0.6902, 0.6275, 0.5378, 0.4482.
    const std::vector<SurvivalStep> kExpected{
        {6, 21, 3, 0.857142857143, 0.0763603548321, Interval{0.619717955266, 0.951551747647}},
        {7, 17, 1, 0.806722689076, 0.0869352851801, Interval{0.563146564622, 0.922809019203}},
        {10, 15, 1, 0.752941176471, 0.0963496529943, Interval{0.503199510800, 0.889361835169}},
        {13, 12, 1, 0.690196078431, 0.1068147077750, Interval{0.431610222486, 0.849065963349}},
        {16, 11, 1, 0.627450980392, 0.1140538652568, Interval{0.367510855988, 0.804912189472}},
        {22, 7, 1, 0.537815126050, 0.1282337516930, Interval{0.267778936767, 0.746790717635}},
        {23, 6, 1, 0.448179271709, 0.1345914567558, Interval{0.188052005959, 0.680142628495}}};
    const SurvivalCurve curve = KaplanMeier(Leukemia());
    EXPECT_EQ(curve.n, 21);
    EXPECT_EQ(curve.censored, 12);
    ASSERT_EQ(curve.steps.size(), kExpected.size());
    for (size_t i = 0; i < kExpected.size(); ++i)
    {
        const SurvivalStep& step = curve.steps[i];
        EXPECT_EQ(step.time, kExpected[i].time);
        EXPECT_EQ(step.atRisk, kExpected[i].atRisk) << step.time;
        EXPECT_EQ(step.events, kExpected[i].events) << step.time;
        EXPECT_NEAR(step.survival, kExpected[i].survival, 1e-12) << step.time;
        EXPECT_NEAR(step.deviation, kExpected[i].deviation, 1e-12) << step.time;
        ASSERT_TRUE(step.interval) << step.time;
        EXPECT_NEAR(step.interval->low, kExpected[i].interval->low, 1e-11) << step.time;
        EXPECT_NEAR(step.interval->high, kExpected[i].interval->high, 1e-11) << step.time;
    }
}

TEST(KaplanMeierTest, QuantilesOfTheLeukemiaDataAreThoseOfR)
{
    // R 4.2.2, survival 3.5.3: quantile(fit, c(.1, .25, .5, .75)): 6 13 23 NA, lower 6 6 13 23,
    // upper 10 22 NA NA; NA, not reached, is +infinity here
    const SurvivalCurve curve = KaplanMeier(Leukemia());
    EXPECT_EQ(SurvivalQuantile(curve, 0.1).value, 6);
    EXPECT_EQ(SurvivalQuantile(curve, 0.1).interval, (Interval{6, 10}));
    EXPECT_EQ(SurvivalQuantile(curve, 0.25).value, 13);
    EXPECT_EQ(SurvivalQuantile(curve, 0.25).interval, (Interval{6, 22}));
    EXPECT_EQ(SurvivalQuantile(curve, 0.5).value, 23);
    EXPECT_EQ(SurvivalQuantile(curve, 0.5).interval, (Interval{13, kInfinity}));
    EXPECT_EQ(SurvivalQuantile(curve, 0.75).value, kInfinity);
    EXPECT_EQ(SurvivalQuantile(curve, 0.75).interval, (Interval{23, kInfinity}));
    EXPECT_EQ(SurvivalQuantile(curve, 0.5).n, 21);
    EXPECT_EQ(SurvivalQuantile(curve, 0.5).censored, 12);
}

TEST(KaplanMeierTest, QuantilesWithoutCensoringAreThoseOfR)
{
    // R 4.2.2, survival 3.5.3, the placebo group: quantile(fit, c(.1, .25, .5, .75, .9)):
    // 2 4 8 12 17, lower 1 1 4 8 12, upper 3 5 11 22 NA
    const SurvivalCurve curve = KaplanMeier(Seen(kPlacebo));
    const std::vector<std::tuple<double, double, Interval>> kExpected{{0.1, 2, {1, 3}},
                                                                      {0.25, 4, {1, 5}},
                                                                      {0.5, 8, {4, 11}},
                                                                      {0.75, 12, {8, 22}},
                                                                      {0.9, 17, {12, kInfinity}}};
    for (const auto& [probability, value, interval] : kExpected)
    {
        EXPECT_EQ(SurvivalQuantile(curve, probability).value, value) << probability;
        EXPECT_EQ(SurvivalQuantile(curve, probability).interval, interval) << probability;
    }
}

TEST(KaplanMeierTest, TheConfidenceSetsTheBand)
{
    // R 4.2.2, survival 3.5.3: data aml, x == "Maintained", conf.type = "log-log", conf.int = .9;
    // Miller, "Survival analysis", 1981, gives the data
    const std::vector<SurvivalTime> times{
        {9}, {13}, {13, true}, {18}, {23}, {28, true}, {31}, {34}, {45, true}, {48}, {161, true}};
    const SurvivalCurve curve = KaplanMeier(times, 0.9);
    ASSERT_EQ(curve.steps.size(), 7);
    EXPECT_EQ(curve.steps[1].atRisk, 10); // the one censored at 13 is still at risk at 13
    EXPECT_EQ(curve.steps[2].atRisk, 8);
    EXPECT_NEAR(curve.steps[6].survival, 0.184091, 5e-7);
    EXPECT_NEAR(curve.steps[6].deviation, 0.1534927, 5e-8);
    EXPECT_NEAR(curve.steps[6].interval->low, 0.0222434, 5e-8);
    EXPECT_NEAR(curve.steps[6].interval->high, 0.471166, 5e-7);
    EXPECT_EQ(SurvivalQuantile(curve, 0.5).value, 31);
    EXPECT_EQ(SurvivalQuantile(curve, 0.5).interval, (Interval{18, 48}));
}

TEST(KaplanMeierTest, TheCurveFallsAtEventsAndNotBetween)
{
    const SurvivalCurve curve = KaplanMeier(std::vector<SurvivalTime>{{1}, {2, true}, {3}, {4}});
    EXPECT_EQ(curve.At(0), 1);
    EXPECT_EQ(curve.At(0.999), 1);
    EXPECT_EQ(curve.At(1), 0.75);
    EXPECT_EQ(curve.At(2.5), 0.75);
    EXPECT_EQ(curve.At(3), 0.375);
    EXPECT_EQ(curve.At(1e9), 0);
}

TEST(KaplanMeierTest, ACurveThatEndsAtZeroHasNoBandThere)
{
    const SurvivalCurve curve = KaplanMeier(std::vector<SurvivalTime>{{1}, {2}});
    ASSERT_EQ(curve.steps.size(), 2);
    EXPECT_TRUE(curve.steps[0].interval);
    EXPECT_EQ(curve.steps[1].survival, 0);
    EXPECT_TRUE(std::isnan(curve.steps[1].deviation));
    EXPECT_EQ(curve.steps[1].interval, std::nullopt);
    EXPECT_EQ(SurvivalQuantile(curve, 0.9).value, 2);
    EXPECT_EQ(SurvivalQuantile(curve, 0.9).interval, (Interval{1, kInfinity}));
}

TEST(KaplanMeierTest, WithoutEventsNothingIsReached)
{
    const SurvivalCurve curve = KaplanMeier(CensoredAt(std::vector{kInfinity, kInfinity}, 60));
    EXPECT_EQ(curve.censored, 2);
    EXPECT_TRUE(curve.steps.empty());
    EXPECT_EQ(curve.At(60), 1);
    EXPECT_EQ(SurvivalQuantile(curve, 0.01).value, kInfinity);
    EXPECT_EQ(SurvivalQuantile(curve, 0.01).interval, (Interval{kInfinity, kInfinity}));
}

TEST(KaplanMeierTest, AnInfiniteValueIsCensoredAtTheEndOfTheRun)
{
    const auto times = CensoredAt(std::vector{0.0, kInfinity, 60.0}, 60);
    ASSERT_EQ(times.size(), 3);
    EXPECT_EQ(times[0].time, 0);
    EXPECT_FALSE(times[0].censored);
    EXPECT_EQ(times[1].time, 60);
    EXPECT_TRUE(times[1].censored);
    EXPECT_EQ(times[2].time, 60);
    EXPECT_FALSE(times[2].censored);
}

TEST(KaplanMeierTest, WhatHasNoAnswerIsRefused)
{
    using Times = std::vector<SurvivalTime>;
    EXPECT_THROW(KaplanMeier({}), std::invalid_argument);
    EXPECT_THROW(KaplanMeier(Times{{-1}}), std::invalid_argument);
    EXPECT_THROW(KaplanMeier(Times{{kInfinity, true}}), std::invalid_argument);
    EXPECT_THROW(KaplanMeier(Times{{std::nan("")}}), std::invalid_argument);
    EXPECT_THROW(KaplanMeier(Times{{1}}, 1), std::invalid_argument);
    EXPECT_THROW(SurvivalQuantile(KaplanMeier(Times{{1}}), 0), std::invalid_argument);
    EXPECT_THROW(SurvivalQuantile(KaplanMeier(Times{{1}}), 1), std::invalid_argument);
    EXPECT_THROW(CensoredAt(std::vector{61.0}, 60), std::invalid_argument);
    EXPECT_THROW(CensoredAt(std::vector{-1.0}, 60), std::invalid_argument);
    EXPECT_THROW(CensoredAt(std::vector{-kInfinity}, 60), std::invalid_argument);
    EXPECT_THROW(CensoredAt(std::vector{std::nan("")}, 60), std::invalid_argument);
    EXPECT_THROW(CensoredAt(std::vector{1.0}, kInfinity), std::invalid_argument);
}

RC_GTEST_PROP(KaplanMeierProperty, TheCurveNeverRisesAndLiesWithinItsBand, ())
{
    std::vector<SurvivalTime> times;
    const auto pairs = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::pair<int, bool>>>(
        rc::gen::pair(rc::gen::inRange(0, 30), rc::gen::arbitrary<bool>())));
    for (const auto& [time, censored] : pairs)
    {
        times.push_back({static_cast<double>(time), censored});
    }
    const SurvivalCurve curve = KaplanMeier(times);
    double before = 1;
    size_t seen = curve.censored;
    for (const SurvivalStep& step : curve.steps)
    {
        RC_ASSERT(0 <= step.survival && step.survival < before);
        RC_ASSERT(step.interval.has_value() == (step.survival > 0));
        RC_ASSERT(!step.interval ||
                  (0 <= step.interval->low && step.interval->low <= step.survival &&
                   step.survival <= step.interval->high && step.interval->high <= 1));
        before = step.survival;
        seen += step.events;
    }
    RC_ASSERT(seen == curve.n);
}

RC_GTEST_PROP(KaplanMeierProperty, WithoutCensoringItIsTheShareOfLaterValues, ())
{
    const auto integers =
        *rc::gen::nonEmpty(rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 40)));
    std::vector<double> values(integers.begin(), integers.end());
    const SurvivalCurve curve = KaplanMeier(Seen(values));
    const auto n = static_cast<double>(values.size());
    for (int time = 0; time < 40; ++time)
    {
        const auto later = std::ranges::count_if(values, [&](double v) { return v > time; });
        RC_ASSERT(std::abs(curve.At(time) - static_cast<double>(later) / n) < 1e-12);
    }
    std::ranges::sort(values);
    for (size_t rank = 1; rank < values.size(); ++rank) // exactly at the probability rank / n
    {
        const QuantileEstimate quantile = SurvivalQuantile(curve, static_cast<double>(rank) / n);
        RC_ASSERT(quantile.value == values[rank - 1]);
        RC_ASSERT(quantile.interval->low <= quantile.value);
        RC_ASSERT(quantile.value <= quantile.interval->high);
    }
}

} // namespace

} // namespace ns3::vnlab
