// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/style/visible-text.h"
#include "analysis/style/wrapped-text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{

namespace
{

using testing::ElementsAre;

TEST(WrappedTextTest, LinesEndAtSpacesAndAtTheSignsInNames)
{
    EXPECT_THAT(WrapCell("identity-firewall", 9), ElementsAre("identity-", "firewall"));
    EXPECT_THAT(WrapCell("config.rules of flat", 14), ElementsAre("config.rules", "of flat"));
    EXPECT_THAT(WrapCell("config.rules of flat", 8), ElementsAre("config.", "rules of", "flat"));
    EXPECT_THAT(WrapCell("fits", 4), ElementsAre("fits"));
    EXPECT_THAT(WrapCell("", 4), ElementsAre(""));
}

TEST(WrappedTextTest, ANumberStaysWithItsUnit)
{
    EXPECT_THAT(WrapCell("[+13.0 µs, +13.0 µs]", 12), ElementsAre("[+13.0 µs,", "+13.0 µs]"));
    EXPECT_THAT(WrapCell("199 µs … 1.25 ± 0.08 ms", 15), ElementsAre("199 µs …", "1.25 ± 0.08 ms"));
    EXPECT_THAT(WrapCell("12.5 %", 6), ElementsAre("12.5 %"));
}

TEST(WrappedTextTest, WhatHasNoBreakIsBrokenAnywhereInACellAndNowhereInAParagraph)
{
    EXPECT_THAT(WrapCell("µµµµµ", 2), ElementsAre("µµ", "µµ", "µ"));
    EXPECT_EQ(Paragraph("results in /a/very/long/path here", 2, 12),
              "results in\n  /a/very/long/path\n  here\n");
}

RC_GTEST_PROP(WrappedTextProperty, ACellLosesNothingButSpacesAndFits, (const std::string& any))
{
    const std::string text = VisibleText(any);
    const size_t width = *rc::gen::inRange<size_t>(1, 30);
    std::string joined;
    for (const std::string& line : WrapCell(text, width))
    {
        RC_ASSERT(CodePoints(line) <= width);
        joined += line;
    }
    std::string all = text;
    std::erase(all, ' ');
    std::erase(joined, ' ');
    RC_ASSERT(joined == all);
}

} // namespace

} // namespace ns3::vnlab
