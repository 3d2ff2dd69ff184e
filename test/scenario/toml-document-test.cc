// SPDX-License-Identifier: GPL-2.0-only
// How deep TOML may go, and what is said of text without quotes.
#include "model/input/input-error.h"
#include "scenarios/vnlab/scenario/scenario-outline.h"
#include "scenarios/vnlab/scenario/toml-document.h"
#include "scenarios/vnlab/scenario/toml-scan.h"
#include "test/support/scenario-test-input.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{

namespace
{

/// @return what is wrong with a text, or "" where it is TOML
std::string
TomlProblem(const std::string& text)
{
    try
    {
        ParseDocument(text, "a.toml");
        return "";
    }
    catch (const InputError& error)
    {
        return error.what();
    }
}

/// @return a text so many times
std::string
Times(size_t count, const std::string& text)
{
    std::string all;
    for (size_t i = 0; i < count; ++i)
    {
        all += text;
    }
    return all;
}

const std::string kTooDeep = "goes too deep; accepted are keys of at most 32 parts, and lists and "
                             "tables at most 32 deep in each other";

TEST(TomlDocumentTest, AKeyHasThirtyTwoPartsAtMost)
{
    EXPECT_EQ(TomlProblem("b = 1\n" + Times(31, "a.") + "a = 1\n"), "");
    EXPECT_EQ(TomlProblem("b = 1\n" + Times(32, "a.") + "a = 1\n"), "a.toml:2:64: " + kTooDeep);
    EXPECT_EQ(TomlProblem("[" + Times(32, "a.") + "a]\n"), "a.toml:1:65: " + kTooDeep);
    EXPECT_EQ(TomlProblem("[[" + Times(32, "a . ") + "a]]\n"), "a.toml:1:129: " + kTooDeep);
    EXPECT_EQ(TomlProblem("x = { " + Times(32, "\"a\".") + "a = 1 }\n"),
              "a.toml:1:134: " + kTooDeep);
}

TEST(TomlDocumentTest, ListsAndTablesAreThirtyTwoDeepAtMost)
{
    EXPECT_EQ(TomlProblem("a = " + Times(32, "[") + Times(32, "]")), "");
    EXPECT_EQ(TomlProblem("a = " + Times(33, "[") + Times(33, "]")), "a.toml:1:37: " + kTooDeep);
    EXPECT_EQ(TomlProblem("a = " + Times(33, "{a=")), "a.toml:1:101: " + kTooDeep);
}

/// The stack of the library's parser ended here.
TEST(TomlDocumentTest, NoDepthEndsTheProgram)
{
    for (const std::string& text : {Times(100'000, "a.") + "a=1",
                                    "[" + Times(100'000, "a.") + "a]",
                                    "a=" + Times(100'000, "["),
                                    "a=" + Times(100'000, "{a="),
                                    "a={" + Times(100'000, "a.") + "a=1}",
                                    "a=\"\"\"x\"\"\"\"\n" + Times(100'000, "a.") + "a=1",
                                    "a=[\"\"\"x\"\"\"\"\",{" + Times(100'000, "a.") + "a=1}]"})
    {
        EXPECT_TRUE(TomlProblem(text).ends_with(kTooDeep)) << text.substr(0, 40);
        EXPECT_EQ(OutlineOf(text).title, "");
    }
}

TEST(TomlDocumentTest, DotsInStringsCommentsAndNumbersAreNoDepth)
{
    const std::string dots = Times(100, "a.");
    EXPECT_EQ(TomlProblem("a = \"" + dots + "\" # " + dots + "\nb = '" + dots + "'\nc = \"\"\"\n" +
                          dots + "\\\"x \"\"\"\nd = '''" + dots + "'''\n\"" + dots + "\" = 1.5\n"),
              "");
    EXPECT_EQ(TomlProblem(Times(100, "[[t]]\na.b = [1.5, 2.5]\n")), "");
}

/// What the scan lets pass, the library takes on a small stack; what it refuses is deep indeed.
RC_GTEST_PROP(TomlDocumentTest, TextOfTomlsMarksIsTomlOrRefused, ())
{
    const auto text =
        *rc::gen::container<std::string>(rc::gen::elementOf(std::string("a.\"'=[]{},# \n\\\t1")));
    TomlProblem(text); // any other exception fails the test
    const size_t marks = static_cast<size_t>(
        std::ranges::count_if(text, [](char c) { return c == '.' || c == '[' || c == '{'; }));
    RC_ASSERT(marks > kMostTomlLevels - 1 || !TooDeepAt(text));
}

TEST(TomlDocumentTest, TextWithoutQuotesIsToldHowToBeWritten)
{
    const auto said = [](const std::string& place, const std::string& right)
    { return "a.toml:" + place + ": not TOML: text stands in quotes: " + right; };
    EXPECT_EQ(TomlProblem("[[tenants]]\nname = shop\n"), said("2:8", "name = \"shop\""));
    EXPECT_EQ(TomlProblem("title = Three ways # of wiring\n"),
              said("1:9", "title = \"Three ways\""));
    EXPECT_EQ(TomlProblem("duration = 5s\n"), said("1:12", "duration = \"5s\""));
    EXPECT_EQ(TomlProblem("spec = ../specs/web.dot"), said("1:8", "spec = \"../specs/web.dot\""));
    EXPECT_EQ(TomlProblem("name = Köln\n"), said("1:8", "name = \"Köln\""));
    EXPECT_EQ(TomlProblem("true_ish = truely\n"), said("1:12", "true_ish = \"truely\""));
    EXPECT_EQ(TomlProblem("g = { kind = ring, vms = 4 }\n"), said("1:14", "kind = \"ring\""));
    EXPECT_EQ(TomlProblem("use = [\n  \"flat\",\n  vxlan,\n]\n"), said("3:3", "\"vxlan\""));
    EXPECT_EQ(TomlProblem("a.b = " + std::string(100, 'x')),
              said("1:7", "a.b = \"" + std::string(80, 'x') + "\"…"));
}

TEST(TomlDocumentTest, WhatIsNotTomlOtherwiseKeepsTheLibrarysWords)
{
    for (const std::string text :
         {"racks = = 2\n", "racks 2\n", "a = 1\na = 2\n", "[a\n", "a = \"x\n", "a = 1 2\n"})
    {
        EXPECT_TRUE(TomlProblem(text).starts_with("a.toml:")) << text;
        EXPECT_EQ(TomlProblem(text).find("in quotes"), std::string::npos) << TomlProblem(text);
    }
}

TEST(TomlDocumentTest, AFileThatAScenarioNamesGoesNoDeeper)
{
    EXPECT_EQ(
        Problems("costs = \"my.toml\"\n" + kShop, {{"cloud/my.toml", Times(40, "a.") + "a = 1"}}),
        "cloud/my.toml:1:64: " + kTooDeep + "\n");
}

} // namespace

} // namespace ns3::vnlab
