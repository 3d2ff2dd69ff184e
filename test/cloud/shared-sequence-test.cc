// SPDX-License-Identifier: GPL-2.0-only
#include "model/cloud/shared-sequence.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <iterator>
#include <numeric>
#include <rapidcheck/gtest.h>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;

constexpr size_t kMost = 8;
using Numbers = SharedSequence<int, std::identity{}, kMost>;
using Counts = SharedSequence<std::pair<int, int>, &std::pair<int, int>::first, kMost>;

std::vector<int>
CountTo(int end)
{
    std::vector<int> numbers(static_cast<size_t>(end));
    std::iota(numbers.begin(), numbers.end(), 0);
    return numbers;
}

std::vector<int>
ToNumbers(const Numbers& sequence)
{
    return {sequence.begin(), sequence.end()};
}

TEST(SharedSequence, EmptyOneHasNothing)
{
    const Numbers empty;
    EXPECT_EQ(empty.size(), 0);
    EXPECT_EQ(empty.begin(), empty.end());
    EXPECT_EQ(empty.Find(0), nullptr);
    EXPECT_EQ(empty.LowerBound(0), empty.end());
    EXPECT_EQ(empty, Numbers(std::vector<int>{}));
}

TEST(SharedSequence, ElementIsFoundByItsKeyAndReplaced)
{
    Counts counts({{1, 10}, {3, 30}});
    EXPECT_EQ(*counts.Find(3), std::pair(3, 30));
    EXPECT_FALSE(counts.contains(2));
    EXPECT_THAT(counts.Keys(), ElementsAre(1, 3));
    const std::vector<int> gone{3};
    const std::vector<std::pair<int, int>> come{{2, 20}, {3, 33}};
    counts.Edit(gone, come);
    EXPECT_THAT(counts, ElementsAre(std::pair(1, 10), std::pair(2, 20), std::pair(3, 33)));
}

TEST(SharedSequence, AnEditCopiesTheChunksThatItTouchesAndLeavesCopiesAsTheyWere)
{
    Numbers numbers(CountTo(800)); // 100 chunks of 8
    const Numbers before = numbers;
    const std::vector<int> gone{0, 1, 400};
    EXPECT_EQ(numbers.Edit(gone, {}), 6 + 7);
    EXPECT_EQ(before.size(), 800);
    EXPECT_TRUE(before.contains(400));
    EXPECT_EQ(numbers.size(), 797);
    EXPECT_EQ(&*before.LowerBound(8), &*numbers.LowerBound(8)); // the same element in memory
    EXPECT_NE(&*before.LowerBound(7), &*numbers.LowerBound(7));
}

TEST(SharedSequence, AnEditCopiesAsMuchOfASmallOneAsOfALargeOne)
{
    const std::vector<int> gone{17};
    const std::vector<int> come{-1};
    for (const int size : {80, 800, 8'000, 80'000})
    {
        Numbers numbers(CountTo(size));
        EXPECT_EQ(numbers.Edit(gone, come), 9 + 7) << size;
    }
}

TEST(SharedSequence, WhatIsNotThereCannotGoAndWhatIsThereCannotCome)
{
    Numbers numbers(CountTo(20));
    const std::vector<int> absent{20};
    const std::vector<int> present{11};
    EXPECT_THROW(numbers.Edit(absent, {}), std::logic_error);
    EXPECT_THROW(numbers.Edit({}, present), std::logic_error);
    EXPECT_THAT(ToNumbers(numbers), CountTo(20));
    EXPECT_THROW(Numbers({2, 1}), std::logic_error);
}

/// @return some of the numbers from 0 to 299, ascending
std::vector<int>
DrawSome()
{
    const auto drawn = *rc::gen::container<std::set<int>>(rc::gen::inRange(0, 300));
    return {drawn.begin(), drawn.end()};
}

RC_GTEST_PROP(SharedSequenceLaw, EditsAreThoseOfASetAndNeighboursAreNeverBothSmall, ())
{
    std::set<int> expected;
    Numbers numbers;
    for (int edit = 0; edit < 8; ++edit)
    {
        std::vector<int> gone;
        std::vector<int> come;
        for (const int number : DrawSome())
        {
            (expected.contains(number) ? gone : come).push_back(number);
        }
        const Numbers before = numbers;
        const std::vector<int> listedBefore = ToNumbers(before);
        const uint64_t copied = numbers.Edit(gone, come);
        for (const int number : gone)
        {
            expected.erase(number);
        }
        expected.insert(come.begin(), come.end());
        RC_ASSERT(std::ranges::equal(numbers, expected));
        RC_ASSERT(numbers.size() == expected.size());
        RC_ASSERT(ToNumbers(before) == listedBefore);
        RC_ASSERT(copied <= come.size() + (gone.size() + come.size()) * 2 * kMost);
        RC_ASSERT(numbers == Numbers(std::vector(expected.begin(), expected.end())));
        const int wanted = *rc::gen::inRange(-1, 301);
        const auto bound = expected.lower_bound(wanted);
        RC_ASSERT(std::distance(numbers.begin(), numbers.LowerBound(wanted)) ==
                  std::distance(expected.begin(), bound));
        RC_ASSERT(numbers.contains(wanted) == expected.contains(wanted));
        const std::vector<size_t> chunks = numbers.ChunkSizes();
        for (size_t i = 0; i < chunks.size(); ++i)
        {
            RC_ASSERT(chunks[i] <= kMost);
            RC_ASSERT(i == 0 || chunks[i - 1] + chunks[i] > kMost / 2);
        }
    }
}

} // namespace
} // namespace ns3::vnlab::test
