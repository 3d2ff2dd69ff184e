// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/style/visible-text.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{

namespace
{

using namespace std::string_literals;

TEST(VisibleTextTest, OrdinaryTextStaysAsItIs)
{
    for (const std::string text :
         {"shop", "$(touch x)", "`a`", "'\"<&>\\", "Größe 尺寸 🙂", "\u00a0", ""})
    {
        EXPECT_EQ(VisibleText(text), text);
    }
}

TEST(VisibleTextTest, ControlCharactersAreShown)
{
    EXPECT_EQ(VisibleText("a\nb\tc\r"), R"(a\nb\tc\r)");
    EXPECT_EQ(VisibleText("\x1b[2J\a\x7f\0"s), R"(\x1b[2J\x07\x7f\x00)");
    EXPECT_EQ(VisibleText("\u0085\u009b"), R"(\u0085\u009b)");
}

TEST(VisibleTextTest, WhatReordersALineIsShown)
{
    EXPECT_EQ(VisibleText("\u202egnp.exe\u2066\u2028\u200f"), R"(\u202egnp.exe\u2066\u2028\u200f)");
}

TEST(VisibleTextTest, BytesThatAreNotUtf8AreShown)
{
    // A stray continuation, an overlong '/', a surrogate, beyond U+10FFFF, cut short.
    EXPECT_EQ(VisibleText("\x80"), R"(\x80)");
    EXPECT_EQ(VisibleText("\xc0\xaf"), R"(\xc0\xaf)");
    EXPECT_EQ(VisibleText("\xe0\x80\xaf"), R"(\xe0\x80\xaf)");
    EXPECT_EQ(VisibleText("\xed\xa0\x80"), R"(\xed\xa0\x80)");
    EXPECT_EQ(VisibleText("\xf4\x90\x80\x80"), R"(\xf4\x90\x80\x80)");
    EXPECT_EQ(VisibleText("a\xe2\x82"), R"(a\xe2\x82)");
    EXPECT_EQ(VisibleText("\xe2x"), R"(\xe2x)");
}

RC_GTEST_PROP(VisibleTextProperty, TheResultNeedsNoFurtherEscapes, (const std::string& text))
{
    const std::string visible = VisibleText(text);
    RC_ASSERT(VisibleText(visible) == visible);
    for (const char c : visible)
    {
        RC_ASSERT(static_cast<unsigned char>(c) >= 0x20);
    }
}

TEST(VisibleTextTest, CodePointsAreCountedNotBytes)
{
    EXPECT_EQ(CodePoints("± µs"), 4);
    EXPECT_EQ(CodePoints(""), 0);
}

} // namespace

} // namespace ns3::vnlab
