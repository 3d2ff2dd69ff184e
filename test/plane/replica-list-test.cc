// SPDX-License-Identifier: GPL-2.0-only
//
// A site's copy of the list: what it says does not depend on the order in which it is told.

#include "model/control/plane/replica-list.h"
#include "model/control/plane/replica-message.h"
#include "test/support/fake-target.h"

#include <algorithm>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <random>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

const EnforcementPoint kListed = EnforcementPoint::Of(HostId{3});
const EnforcementPoint kNeighbour = EnforcementPoint::Of(HostId{4});

/// @param value nothing: removed
ReplicaEntry
Entry(uint32_t key,
      std::optional<uint8_t> value,
      uint64_t number,
      ReplicaChange change = {0, 1},
      EnforcementPoint at = kListed)
{
    ReplicaEntry entry{RuleAt(at, key).where, {.number = number, .change = change}};
    if (value)
    {
        entry.state.value = RuleBytes::From(*value);
    }
    return entry;
}

TEST(ReplicaListTest, TheHigherSequenceNumberHolds)
{
    ReplicaList list(2);
    EXPECT_TRUE(list.Take(Entry(7, 1, 5)));
    EXPECT_FALSE(list.Take(Entry(7, 2, 4)));
    EXPECT_THAT(list.At(kListed), ElementsAre(Entry(7, 1, 5)));
    EXPECT_TRUE(list.Take(Entry(7, 2, 6)));
    EXPECT_THAT(list.At(kListed), ElementsAre(Entry(7, 2, 6)));
}

TEST(ReplicaListTest, OfEqualNumbersTheRemovalHolds)
{
    for (const bool removalFirst : {false, true})
    {
        ReplicaList list(2);
        list.Take(removalFirst ? Entry(7, {}, 5) : Entry(7, 1, 5));
        list.Take(removalFirst ? Entry(7, 1, 5) : Entry(7, {}, 5));
        EXPECT_THAT(list.At(kListed), ElementsAre(Entry(7, {}, 5)));
    }
}

TEST(ReplicaListTest, WhatWasSaidBeforeDoesNotBringBackWhatIsRemoved)
{
    ReplicaList list(2);
    EXPECT_FALSE(list.Take(Entry(7, {}, 9))) << "nothing was there";
    EXPECT_FALSE(list.Take(Entry(7, 1, 8)));
    EXPECT_THAT(list.At(kListed), ElementsAre(Entry(7, {}, 9)));
}

TEST(ReplicaListTest, WhatIsAsBeforeIsNoNewsForAPlace)
{
    ReplicaList list(2);
    list.Take(Entry(7, 1, 5));
    EXPECT_FALSE(list.Take(Entry(7, 1, 6)));
    EXPECT_THAT(list.At(kListed), ElementsAre(Entry(7, 1, 6)));
}

TEST(ReplicaListTest, AMachineThatIsGoneTakesItsEntriesAlong)
{
    ReplicaList list(2);
    list.Take(Entry(7, 1, 5));
    list.Take(Entry(8, 1, 5, {0, 1}, kNeighbour));
    list.Forget(kListed);
    EXPECT_THAT(list.At(kListed), IsEmpty());
    EXPECT_THAT(list.At(kNeighbour), ElementsAre(Entry(8, 1, 5, {0, 1}, kNeighbour)));
}

TEST(ReplicaListTest, OnlyWhatOthersDoNotHaveIsBeyondTheirVersions)
{
    ReplicaList list(2);
    list.Take(Entry(1, 1, 1, {0, 1}));
    list.Take(Entry(2, 1, 2, {1, 1}));
    list.Take(Entry(3, 1, 3, {0, 2}));
    list.Take(Entry(1, 2, 4, {0, 3})); // in place of the first
    list.Advance({3, 1});
    list.Advance({2, 0}); // of an older one
    EXPECT_THAT(list.Versions(), ElementsAre(3, 1));
    EXPECT_THAT(list.Beyond({1, 1}), ElementsAre(Entry(1, 2, 4, {0, 3}), Entry(3, 1, 3, {0, 2})));
    EXPECT_THAT(list.Beyond({3, 0}), ElementsAre(Entry(2, 1, 2, {1, 1})));
    EXPECT_THAT(list.Beyond({3, 1}), IsEmpty());
}

TEST(ReplicaMessageTest, SizesAreWhatIsSaid)
{
    using Kind = ReplicaMessage::Kind;
    // A rule is four bytes, a key of four, and the value; beside it are place, number and change.
    const std::vector<ReplicaEntry> entries{Entry(1, 1, 1), Entry(2, {}, 1)};
    EXPECT_EQ(
        (ReplicaMessage{.kind = Kind::kChange, .versions = {1, 0, 0}, .entries = entries}.Size()),
        16U + (24 + 4 + 4 + 1) + (24 + 4 + 4));
    EXPECT_EQ(
        (ReplicaMessage{.kind = Kind::kMissing, .versions = {1, 0, 0}, .entries = entries}.Size()),
        16U + 3 * 8 + (24 + 4 + 4 + 1) + (24 + 4 + 4));
    EXPECT_EQ((ReplicaMessage{.kind = Kind::kVersions, .versions = {1, 0, 0}}.Size()), 16U + 3 * 8);
    EXPECT_EQ((ReplicaMessage{.kind = Kind::kDone, .done = {4, 5}}.Size()), 16U + 2 * 8);
}

RC_GTEST_PROP(ReplicaListLaw, ListsThatWereToldTheSameSayTheSame, ())
{
    std::vector<ReplicaEntry> entries;
    for (const auto& [key, value, number] :
         *rc::gen::arbitrary<std::vector<std::tuple<uint8_t, uint8_t, uint8_t>>>())
    {
        // Who counts changes gives a number once, or once for what is and once for what is not.
        const auto low = static_cast<uint64_t>(number % 8);
        const bool removes = value % 3 == 0;
        entries.push_back(
            Entry(key % 4,
                  removes ? std::nullopt : std::optional(static_cast<uint8_t>(low + key % 4)),
                  low,
                  {0, low}));
    }
    std::vector<ReplicaEntry> others = entries;
    others.insert(others.end(), entries.begin(), entries.end());
    std::ranges::shuffle(others, std::mt19937(*rc::gen::arbitrary<uint32_t>()));
    ReplicaList list(1);
    ReplicaList other(1);
    std::ranges::for_each(entries, [&](const ReplicaEntry& entry) { list.Take(entry); });
    std::ranges::for_each(others, [&](const ReplicaEntry& entry) { other.Take(entry); });
    RC_ASSERT(list.At(kListed) == other.At(kListed));
}

} // namespace
} // namespace ns3::vnlab::test
