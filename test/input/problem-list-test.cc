// SPDX-License-Identifier: GPL-2.0-only
#include "model/input/problem-list.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{

namespace
{

std::string
Lines(const ProblemList& list)
{
    std::string lines;
    for (const Diagnostic& problem : list.First())
    {
        lines += problem.ToString() + "\n";
    }
    return lines;
}

} // namespace

TEST(ProblemListTest, ProblemsComeInTheOrderOfTheFile)
{
    ProblemList list("a.toml");
    list.Add({2, 1}, [] { return "third"; });
    list.Add({1, 7}, [] { return "second"; });
    list.Add({2, 1}, [] { return "fourth"; });
    list.Add({1, 2}, [] { return "first"; });
    EXPECT_EQ(Lines(list),
              "a.toml:1:2: first\na.toml:1:7: second\na.toml:2:1: third\na.toml:2:1: fourth\n");
    EXPECT_EQ(list.More(), 0U);
}

TEST(ProblemListTest, FiftyAreKeptAndTheOthersAreNotEvenWorded)
{
    ProblemList list("a.toml");
    size_t worded = 0;
    for (uint32_t line = 1; line <= 8'000; ++line)
    {
        list.Add({line, 1}, [&worded] { return std::to_string(++worded); });
    }
    EXPECT_EQ(worded, 50U);
    EXPECT_EQ(list.First().size(), 50U);
    EXPECT_EQ(list.First().back().line, 50U);
    EXPECT_EQ(list.More(), 7'950U);
}

RC_GTEST_PROP(ProblemListTest, TheFirstOfTheFileAreKeptInWhateverOrderTheyCome, ())
{
    const auto lines = *rc::gen::container<std::vector<uint32_t>>(rc::gen::inRange(1U, 99U));
    ProblemList list("");
    for (const uint32_t line : lines)
    {
        list.Add({line, 1}, [] { return ""; });
    }
    std::vector<uint32_t> sorted = lines;
    std::ranges::sort(sorted);
    sorted.resize(std::min(sorted.size(), kMostProblems));
    std::vector<uint32_t> kept;
    std::ranges::transform(list.First(), std::back_inserter(kept), &Diagnostic::line);
    RC_ASSERT(kept == sorted);
    RC_ASSERT(list.More() == lines.size() - kept.size());
}

} // namespace ns3::vnlab
