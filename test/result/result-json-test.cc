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
