// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/result/result-json.h"
#include "test/support/result-fixtures.h"

#include <cmath>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdexcept>

namespace ns3::vnlab
{

namespace
{

using testing::HasSubstr;
using testing::Not;

TEST(ResultJsonTest, WhatIsWrittenIsReadBackExactly)
{
    EXPECT_EQ(FromJson(ToJson(AnyResult())), AnyResult());
}

TEST(ResultJsonTest, ARunWithoutValuesIsReadBackToo)
{
    const RunResult failed{.key = {"", "flat", 0, 0},
                           .error = "killed\nby signal 9",
                           .wallSeconds = 0,
                           .metrics = {},
                           .samples = {{"reconfig.leak", {}}},
                           .series = {}};
    EXPECT_EQ(FromJson(ToJson(failed)), failed);
}

TEST(ResultJsonTest, ItIsOneLine)
{
    EXPECT_THAT(ToJson(AnyResult()), Not(HasSubstr("\n")));
}

TEST(ResultJsonTest, InfinitiesAreStrings)
{
    EXPECT_THAT(ToJson(AnyResult()), HasSubstr(R"("reconfig.effective":[0.5,"inf",1e-300])"));
    EXPECT_THAT(ToJson(AnyResult()), HasSubstr(R"("least":"-inf")"));
}

TEST(ResultJsonTest, NotANumberStaysSo)
{
    RunResult result = AnyResult();
    result.metrics = {{"config.rules", std::nan("")}};
    EXPECT_TRUE(std::isnan(FromJson(ToJson(result)).metrics.at("config.rules")));
}

TEST(ResultJsonTest, BytesThatAreNotTextAreReplaced)
{
    RunResult result = AnyResult();
    result.error = "bad \xff byte";
    EXPECT_EQ(FromJson(ToJson(result)).error, "bad \xef\xbf\xbd byte");
}

TEST(ResultJsonTest, TextThatWasCutShortIsRefused)
{
    const std::string text = ToJson(AnyResult());
    for (size_t length = 0; length < text.size(); ++length)
    {
        EXPECT_THROW(FromJson(text.substr(0, length)), std::invalid_argument) << length;
    }
}

TEST(ResultJsonTest, OtherJsonIsRefused)
{
    EXPECT_THROW(FromJson("{}"), std::invalid_argument);
    EXPECT_THROW(FromJson("[1, 2]"), std::invalid_argument);
    std::string text = ToJson(AnyResult());
    text.replace(text.find("\"-inf\""), 6, "\"ever\"");
    EXPECT_THROW(FromJson(text), std::invalid_argument);
}

/// A number that is cut to fit would be the result of another run.
TEST(ResultJsonTest, SeedAndRunAreWholeNumbersThatFit)
{
    const std::string text = ToJson({.key = {"", "flat", 7, 3}});
    const auto with = [&text](const std::string& key, const std::string& number)
    {
        std::string changed = text;
        const size_t at = text.find("\"" + key + "\":") + key.size() + 3;
        return changed.replace(at, 1, number);
    };
    EXPECT_EQ(FromJson(with("seed", "18446744073709551615")).key.seed, UINT64_MAX);
    EXPECT_EQ(FromJson(with("run", "4294967295")).key.run, UINT32_MAX);
    for (const char* bad : {"1e300", "1.5", "-1", "4294967296", "18446744073709551616", "\"3\""})
    {
        EXPECT_THROW(FromJson(with("run", bad)), std::invalid_argument) << bad;
    }
    EXPECT_THROW(FromJson(with("seed", "18446744073709551616")), std::invalid_argument);
    EXPECT_THROW(FromJson(with("seed", "-1")), std::invalid_argument);
}

/// The library reads and frees level by level, but not on the stack.
TEST(ResultJsonTest, NoDepthEndsTheProgram)
{
    constexpr size_t depth = 1'000'000;
    EXPECT_THROW(FromJson(std::string(depth, '[')), std::invalid_argument);
    EXPECT_THROW(FromJson(std::string(depth, '[') + std::string(depth, ']')),
                 std::invalid_argument);
}

} // namespace

} // namespace ns3::vnlab
