// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/statistics/regression.h"
#include "test/support/infinity.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <stdexcept>
#include <vector>

namespace ns3::vnlab
{

namespace
{

/// NIST Statistical Reference Datasets, linear regression, data set Norris (calibration of ozone
/// monitors), www.itl.nist.gov/div898/strd/lls/data/Norris.shtml
const std::vector<double> kNorrisX{0.2,   337.4, 118.2, 884.6, 10.1,  226.5, 666.3, 996.3, 448.6,
                                   777.0, 558.2, 0.4,   0.6,   775.5, 666.9, 338.0, 447.5, 11.6,
                                   556.0, 228.1, 995.8, 887.6, 120.2, 0.3,   0.3,   556.8, 339.1,
                                   887.2, 999.0, 779.0, 11.1,  118.3, 229.2, 669.1, 448.9, 0.5};
const std::vector<double> kNorrisY{0.1,   338.8, 118.1, 888.0, 9.2,   228.1, 668.5, 998.5, 449.1,
                                   778.9, 559.2, 0.3,   0.1,   778.1, 668.8, 339.3, 448.9, 10.8,
                                   557.7, 228.3, 998.0, 888.8, 119.6, 0.3,   0.6,   557.6, 339.3,
                                   888.0, 998.5, 778.9, 10.2,  117.6, 228.9, 668.4, 449.2, 0.2};

/// Ezekiel, "Methods of correlation analysis", 1930: speed (mph) and stopping distance (ft) of 50
/// cars (data set `cars` of R).
const std::vector<double> kSpeed{4,  4,  7,  7,  8,  9,  10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13,
                                 13, 13, 14, 14, 14, 14, 15, 15, 15, 16, 16, 17, 17, 17, 18, 18, 18,
                                 18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24, 24, 24, 25};
const std::vector<double> kDistance{2,  10, 4,  22, 16, 10, 18, 26, 34, 17,  28, 14, 20,
                                    24, 28, 26, 34, 34, 46, 26, 36, 60, 80,  20, 26, 54,
                                    32, 40, 32, 40, 50, 42, 56, 76, 84, 36,  46, 68, 32,
                                    48, 52, 56, 64, 66, 54, 70, 92, 93, 120, 85};

TEST(RegressionTest, TheLineThroughNorrisIsTheCertifiedOne)
{
    const LineFit line = FitLine(kNorrisX, kNorrisY);
    EXPECT_EQ(line.n, 36);
    EXPECT_NEAR(line.intercept, -0.262323073774029, 1e-12);
    EXPECT_NEAR(line.slope, 1.00211681802045, 1e-14);
    EXPECT_NEAR(line.residual, 26.6173985294224, 1e-11);
    ASSERT_TRUE(line.rSquared && line.Deviation());
    EXPECT_NEAR(*line.rSquared, 0.999993745883712, 1e-14);
    EXPECT_NEAR(*line.Deviation(), 0.884796396144373, 1e-12);
    EXPECT_NEAR(*line.Deviation() / std::sqrt(line.spreadX), 0.429796848199937e-3, 1e-15);
}

TEST(RegressionTest, ThePowerLawOfStoppingDistancesIsThatOfR)
{
    // R 4.2.2: f <- lm(log(dist) ~ log(speed), cars); exp(coef(f)[1]); coef(f)[2]; confint(f);
    // summary(f)$r.squared
    const PowerLawFit fit = FitPowerLaw(kSpeed, kDistance);
    EXPECT_NEAR(fit.factor, 0.482068648899, 1e-12);
    EXPECT_NEAR(fit.exponent, 1.602391206441, 1e-12);
    ASSERT_TRUE(fit.exponentInterval);
    EXPECT_NEAR(fit.exponentInterval->low, 1.32183203116, 1e-11);
    EXPECT_NEAR(fit.exponentInterval->high, 1.8829503817254, 1e-12);
    EXPECT_NEAR(fit.logarithms.rSquared.value(), 0.733144439277, 1e-12);
}

TEST(RegressionTest, ThePredictedStoppingDistancesAreThoseOfR)
{
    // R 4.2.2: exp(predict(f, data.frame(speed = c(10, 30)), interval = "prediction"))
    const PowerLawFit fit = FitPowerLaw(kSpeed, kDistance);
    const PowerLawPrediction within = Predict(fit, 10);
    EXPECT_NEAR(within.value, 19.2974575703, 1e-10);
    EXPECT_NEAR(within.interval.value().low, 8.42215901405, 1e-11);
    EXPECT_NEAR(within.interval.value().high, 44.2157252143, 1e-10);
    const PowerLawPrediction beyond = Predict(fit, 30);
    EXPECT_NEAR(beyond.value, 112.2108875953, 1e-10);
    EXPECT_NEAR(beyond.interval.value().low, 48.02391177251, 1e-10);
    EXPECT_NEAR(beyond.interval.value().high, 262.1877900027, 1e-9);
}

TEST(RegressionTest, TwoPointsHaveALawWithoutInterval)
{
    const PowerLawFit fit = FitPowerLaw(std::vector{10.0, 100.0}, std::vector{3.0, 300.0});
    EXPECT_NEAR(fit.exponent, 2, 1e-14);
    EXPECT_NEAR(fit.factor, 0.03, 1e-15);
    EXPECT_EQ(fit.exponentInterval, std::nullopt);
    EXPECT_EQ(Predict(fit, 20).interval, std::nullopt);
}

TEST(RegressionTest, AConstantCostHasExponentZeroAndNoRSquared)
{
    const PowerLawFit fit = FitPowerLaw(std::vector{1.0, 2.0, 3.0}, std::vector{5.0, 5.0, 5.0});
    EXPECT_EQ(fit.exponent, 0);
    EXPECT_EQ(fit.exponentInterval, (Interval{0, 0}));
    EXPECT_EQ(fit.logarithms.rSquared, std::nullopt);
}

TEST(RegressionTest, AValueThatHasNoLogarithmIsNamed)
{
    const auto refusal = [](std::vector<double> x, std::vector<double> y) -> std::string
    {
        try
        {
            FitPowerLaw(x, y);
        }
        catch (const std::invalid_argument& error)
        {
            return error.what();
        }
        return "";
    };
    EXPECT_EQ(refusal({1, 2, 3}, {1, 0, 2}),
              "y[1] of a power law is 0, expected a positive finite number");
    EXPECT_EQ(refusal({1, 2, -3}, {1, 2, 3}),
              "x[2] of a power law is -3, expected a positive finite number");
    EXPECT_EQ(refusal({1, 2}, {kInfinity, 2}),
              "y[0] of a power law is inf, expected a positive finite number");
    EXPECT_THAT(refusal({1, 2}, {1, std::nan("")}), testing::HasSubstr("y[1]"));
}

TEST(RegressionTest, WhatHasNoAnswerIsRefused)
{
    const std::vector<double> two{1, 2};
    EXPECT_THROW(FitLine({}, {}), std::invalid_argument);
    EXPECT_THROW(FitLine(two, std::vector{1.0}), std::invalid_argument);
    EXPECT_THROW(FitLine(std::vector{2.0, 2.0}, two), std::invalid_argument);
    EXPECT_THROW(FitLine(two, std::vector{1.0, kInfinity}), std::invalid_argument);
    EXPECT_THROW(FitPowerLaw(two, two, 0), std::invalid_argument);
    EXPECT_THROW(Predict(FitPowerLaw(two, two), 0), std::invalid_argument);
}

RC_GTEST_PROP(RegressionProperty, ALawWithoutNoiseIsRecovered, ())
{
    const double exponent = *rc::gen::inRange(-300, 301) / 100.0;
    const double factor = *rc::gen::inRange(1, 10'000) / 100.0;
    auto sizes = *rc::gen::container<std::vector<int>>(rc::gen::inRange(2, 5'000));
    sizes.push_back(1);
    sizes.push_back(1'000);
    const std::vector<double> x(sizes.begin(), sizes.end());
    std::vector<double> y;
    for (const double size : x)
    {
        y.push_back(factor * std::pow(size, exponent));
    }
    const PowerLawFit fit = FitPowerLaw(x, y);
    RC_ASSERT(std::abs(fit.exponent - exponent) < 1e-12);
    RC_ASSERT(std::abs(fit.factor / factor - 1) < 1e-11);
    RC_ASSERT(std::abs(Predict(fit, 77).value / (factor * std::pow(77, exponent)) - 1) < 1e-11);
}

RC_GTEST_PROP(RegressionProperty, TheUnitOfACostChangesOnlyTheFactor, ())
{
    const auto costs = *rc::gen::container<std::vector<int>>(6, rc::gen::inRange(1, 1'000));
    std::vector<double> seconds(costs.begin(), costs.end());
    std::vector<double> milliseconds;
    for (const double cost : seconds)
    {
        milliseconds.push_back(1'000 * cost);
    }
    const std::vector<double> x{1, 2, 4, 8, 16, 32};
    const PowerLawFit one = FitPowerLaw(x, seconds);
    const PowerLawFit other = FitPowerLaw(x, milliseconds);
    RC_ASSERT(std::abs(one.exponent - other.exponent) < 1e-12);
    RC_ASSERT(std::abs(one.exponentInterval->low - other.exponentInterval->low) < 1e-12);
    RC_ASSERT(std::abs(other.factor / one.factor - 1'000) < 1e-8);
}

} // namespace

} // namespace ns3::vnlab
