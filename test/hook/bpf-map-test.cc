// SPDX-License-Identifier: GPL-2.0-only
#include "model/hook/bpf-map.h"
#include "test/hook/hook-fixtures.h"

#include <array>
#include <cerrno>
#include <gtest/gtest.h>
#include <linux/bpf.h>
#include <optional>

namespace ns3::vnlab
{
namespace
{

constexpr vnlab_map kHash{"hash", BPF_MAP_TYPE_HASH, 4, 8, 3};
constexpr vnlab_map kLru{"lru", BPF_MAP_TYPE_LRU_HASH, 4, 8, 3};
constexpr vnlab_map kTrie{"trie", BPF_MAP_TYPE_LPM_TRIE, 8, 4, 3};
constexpr vnlab_map kArray{"array", BPF_MAP_TYPE_PERCPU_ARRAY, 4, 8, 3};

int
Put(BpfMap& map, uint32_t key, uint64_t value, uint64_t flags = BPF_ANY)
{
    return map.Update(ObjectBytes(key), ObjectBytes(value), flags);
}

int
Remove(BpfMap& map, uint32_t key)
{
    return map.Delete(ObjectBytes(key));
}

/// What the control side sees, without using the entry.
std::optional<uint64_t>
Get(const BpfMap& map, uint32_t key)
{
    std::array<uint8_t, 8> value;
    int error = map.Read(ObjectBytes(key), value);
    EXPECT_TRUE(error == 0 || error == -ENOENT);
    return error == 0 ? std::optional(As<uint64_t>(value)) : std::nullopt;
}

struct PrefixKey
{
    uint32_t length;
    Ip address;
};

int
Put(BpfMap& map, PrefixKey key, uint32_t value, uint64_t flags = BPF_ANY)
{
    return map.Update(ObjectBytes(key), ObjectBytes(value), flags);
}

std::optional<uint32_t>
Match(BpfMap& map, PrefixKey key)
{
    const uint8_t* value = map.Lookup(&key);
    return value ? std::optional(As<uint32_t>({value, 4})) : std::nullopt;
}

TEST(BpfMap, EmptyMapsAllocateNothing)
{
    for (const vnlab_map* descriptor : {&kHash, &kLru, &kTrie})
    {
        BpfMap map(*descriptor);
        uint64_t key = 0;
        EXPECT_EQ(map.Lookup(&key), nullptr);
        EXPECT_EQ(map.Size(), 0);
        EXPECT_EQ(map.MemoryBytes(), 0);
    }
    BpfMap array(kArray);
    EXPECT_EQ(Get(array, 2), 0);
    EXPECT_EQ(array.MemoryBytes(), 0);
    EXPECT_EQ(BpfMap().MemoryBytes(), 0);
}

TEST(BpfMap, AFewRulesCostFewBytes)
{
    constexpr vnlab_map kRules{"rules", BPF_MAP_TYPE_HASH, 4, 28, 1000};
    BpfMap map(kRules);
    for (uint32_t key = 0; key < 3; ++key)
    {
        map.Update(ObjectBytes(key), Bytes(28), BPF_ANY);
    }
    EXPECT_EQ(map.MemoryBytes(), 4 * 33);
}

TEST(BpfMap, WrongSizesAndFlagsAreInvalid)
{
    for (const vnlab_map* descriptor : {&kHash, &kLru, &kTrie, &kArray})
    {
        BpfMap map(*descriptor);
        Bytes key(descriptor->key_size);
        Bytes value(descriptor->value_size);
        Bytes other(descriptor->key_size + 1);
        EXPECT_EQ(map.Update(other, value, BPF_ANY), -EINVAL);
        EXPECT_EQ(map.Update(key, other, BPF_ANY), -EINVAL);
        EXPECT_EQ(map.Update(key, value, BPF_EXIST + 1), -EINVAL);
        EXPECT_EQ(map.Read(other, value), -EINVAL);
        EXPECT_EQ(map.Read(key, other), -EINVAL);
        EXPECT_EQ(map.Delete(other), -EINVAL);
    }
}

TEST(BpfMap, HashFlagsSayWhetherTheKeyMustExist)
{
    BpfMap map(kHash);
    EXPECT_EQ(Put(map, 1, 10, BPF_EXIST), -ENOENT);
    EXPECT_EQ(Put(map, 1, 10, BPF_NOEXIST), 0);
    EXPECT_EQ(Put(map, 1, 11, BPF_NOEXIST), -EEXIST);
    EXPECT_EQ(Get(map, 1), 10);
    EXPECT_EQ(Put(map, 1, 12, BPF_EXIST), 0);
    EXPECT_EQ(Put(map, 1, 13), 0);
    EXPECT_EQ(Get(map, 1), 13);
    EXPECT_EQ(map.Size(), 1);
}

TEST(BpfMap, FullHashTakesNoNewKeyButChangesOldOnes)
{
    BpfMap map(kHash);
    for (uint32_t key = 0; key < 3; ++key)
    {
        EXPECT_EQ(Put(map, key, key), 0);
    }
    EXPECT_EQ(Put(map, 9, 9), -E2BIG);
    EXPECT_EQ(Put(map, 9, 9, BPF_EXIST), -ENOENT);
    EXPECT_EQ(Put(map, 2, 20), 0);
    EXPECT_EQ(Remove(map, 0), 0);
    EXPECT_EQ(Remove(map, 0), -ENOENT);
    EXPECT_EQ(Put(map, 9, 9), 0);
}

TEST(BpfMap, LookupGivesTheValueInPlace)
{
    BpfMap map(kHash);
    Put(map, 7, 1);
    uint32_t key = 7;
    ++*map.Lookup(&key);
    EXPECT_EQ(Get(map, 7), 2);
}

TEST(BpfMap, FullLruEvictsWhatWasUsedLongestAgo)
{
    BpfMap map(kLru);
    for (uint32_t key = 1; key <= 3; ++key)
    {
        Put(map, key, key);
    }
    uint32_t used = 1;
    map.Lookup(&used);
    Put(map, 2, 20);           // an update is a use too
    EXPECT_EQ(Get(map, 3), 3); // what the control side reads is none
    EXPECT_EQ(Put(map, 4, 4), 0);
    EXPECT_EQ(Get(map, 3), std::nullopt);
    EXPECT_EQ(Put(map, 5, 5), 0);
    EXPECT_EQ(Get(map, 1), std::nullopt);
    EXPECT_EQ(Get(map, 2), 20);
    EXPECT_EQ(map.Size(), 3);
}

TEST(BpfMap, LruHonoursFlagsBeforeItEvicts)
{
    BpfMap map(kLru);
    for (uint32_t key = 1; key <= 3; ++key)
    {
        Put(map, key, key);
    }
    EXPECT_EQ(Put(map, 4, 4, BPF_EXIST), -ENOENT);
    EXPECT_EQ(Put(map, 1, 4, BPF_NOEXIST), -EEXIST);
    EXPECT_EQ(Get(map, 1), 1);
    EXPECT_EQ(map.Size(), 3);
}

TEST(BpfMap, TrieGivesTheLongestPrefixThatMatches)
{
    BpfMap map(kTrie);
    Put(map, {0, {}}, 1);
    Put(map, {8, {10, 0, 0, 0}}, 2);
    Put(map, {31, {10, 1, 2, 2}}, 3);
    EXPECT_EQ(Match(map, {32, {10, 1, 2, 3}}), 3);
    EXPECT_EQ(Match(map, {32, {10, 1, 2, 4}}), 2);
    EXPECT_EQ(Match(map, {32, {11, 0, 0, 0}}), 1);
    EXPECT_EQ(Match(map, {30, {10, 1, 2, 2}}), 2) << "no prefix longer than the question";
    EXPECT_EQ(Match(map, {33, {10, 1, 2, 3}}), std::nullopt);
}

TEST(BpfMap, TrieKeyIsItsPrefixAlone)
{
    BpfMap map(kTrie);
    EXPECT_EQ(Put(map, {8, {10, 1, 2, 3}}, 1), 0);
    EXPECT_EQ(Put(map, {8, {10, 9, 9, 9}}, 2, BPF_NOEXIST), -EEXIST);
    EXPECT_EQ(Put(map, {9, {10, 0, 0, 0}}, 2, BPF_EXIST), -ENOENT);
    EXPECT_EQ(map.Delete(ObjectBytes(PrefixKey{8, {10, 7, 7, 7}})), 0);
    EXPECT_EQ(map.Delete(ObjectBytes(PrefixKey{8, {10, 7, 7, 7}})), -ENOENT);
    EXPECT_EQ(map.Size(), 0);
}

TEST(BpfMap, TrieRefusesAPrefixLongerThanItsKey)
{
    BpfMap map(kTrie);
    EXPECT_EQ(Put(map, {33, {}}, 1), -EINVAL);
    EXPECT_EQ(map.Delete(ObjectBytes(PrefixKey{33, {}})), -EINVAL);
}

TEST(BpfMap, FullTrieHasNoSpaceButChangesOldPrefixes)
{
    BpfMap map(kTrie);
    for (uint32_t length = 1; length <= 3; ++length)
    {
        EXPECT_EQ(Put(map, {length, {255, 0, 0, 0}}, length), 0);
    }
    EXPECT_EQ(Put(map, {4, {255, 0, 0, 0}}, 4), -ENOSPC);
    EXPECT_EQ(Put(map, {3, {255, 0, 0, 0}}, 30), 0);
    EXPECT_EQ(Match(map, {32, {255, 0, 0, 0}}), 30);
}

TEST(BpfMap, ArrayEntriesAlwaysExist)
{
    BpfMap map(kArray);
    EXPECT_EQ(map.Size(), 3);
    EXPECT_EQ(Put(map, 1, 5, BPF_NOEXIST), -EEXIST);
    EXPECT_EQ(Put(map, 1, 5, BPF_EXIST), 0);
    EXPECT_EQ(Put(map, 3, 5), -E2BIG);
    EXPECT_EQ(Put(map, 3, 5, BPF_NOEXIST), -E2BIG);
    EXPECT_EQ(Remove(map, 1), -EINVAL);
    EXPECT_EQ(Get(map, 0), 0);
    EXPECT_EQ(Get(map, 1), 5);
    EXPECT_EQ(Get(map, 3), std::nullopt);
    uint32_t beyond = 3;
    EXPECT_EQ(map.Lookup(&beyond), nullptr);
    EXPECT_EQ(map.MemoryBytes(), 24);
}

TEST(BpfMap, DumpIsInTheOrderOfKeysWhateverTheHistory)
{
    constexpr vnlab_map kLarge{"large", BPF_MAP_TYPE_HASH, 4, 8, 1000};
    BpfMap up(kLarge);
    BpfMap down(kLarge);
    for (uint32_t key = 0; key < 500; ++key)
    {
        Put(up, key, key);
        Put(down, 999 - key, 0);
    }
    for (uint32_t key = 0; key < 500; ++key)
    {
        Remove(down, 999 - key);
        Put(down, 499 - key, 499 - key);
    }
    using Dump = std::vector<std::pair<Bytes, Bytes>>;
    auto dump = [](const BpfMap& map)
    {
        Dump entries;
        map.ForEach(
            [&](std::span<const uint8_t> key, std::span<const uint8_t> value) {
                entries.emplace_back(Bytes(key.begin(), key.end()),
                                     Bytes(value.begin(), value.end()));
            });
        return entries;
    };
    EXPECT_EQ(dump(up).size(), 500);
    EXPECT_EQ(dump(up), dump(down));
    EXPECT_TRUE(std::ranges::is_sorted(dump(up)));
}

TEST(BpfMap, ArrayDumpListsEveryIndex)
{
    BpfMap map(kArray);
    Put(map, 2, 7);
    std::vector<std::pair<uint32_t, uint64_t>> entries;
    map.ForEach([&](std::span<const uint8_t> key, std::span<const uint8_t> value)
                { entries.emplace_back(As<uint32_t>(key), As<uint64_t>(value)); });
    EXPECT_EQ(entries, (decltype(entries){{0, 0}, {1, 0}, {2, 7}}));
}

} // namespace
} // namespace ns3::vnlab
