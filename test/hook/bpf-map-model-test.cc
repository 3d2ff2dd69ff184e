// SPDX-License-Identifier: GPL-2.0-only
// The maps against the simplest thing that could be right: std::map and a list of uses.
#include "model/hook/bpf-map.h"
#include "test/hook/hook-fixtures.h"

#include <algorithm>
#include <cerrno>
#include <gtest/gtest.h>
#include <linux/bpf.h>
#include <list>
#include <map>
#include <optional>
#include <rapidcheck/gtest.h>

namespace ns3::vnlab
{
namespace
{

/// What can be done to a map.
enum class Operation
{
    kUpdate,
    kDelete,
    kLookup,
    kRead
};

/// The order of a dump.
struct ByBytes
{
    bool operator()(const Bytes& a, const Bytes& b) const
    {
        return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), std::less{});
    }
};

using Entries = std::map<Bytes, Bytes, ByBytes>;

/// What a map does, told without any regard to speed.
class Oracle
{
  public:
    explicit Oracle(const vnlab_map& descriptor)
        : m_descriptor(descriptor)
    {
    }

    int Update(Bytes key, const Bytes& value, uint64_t flags)
    {
        if (flags > BPF_EXIST || !Valid(key))
        {
            return -EINVAL;
        }
        key = Canonical(key);
        bool found = m_entries.contains(key);
        if (flags == BPF_NOEXIST && found)
        {
            return -EEXIST;
        }
        if (flags == BPF_EXIST && !found)
        {
            return -ENOENT;
        }
        if (!found && m_entries.size() == m_descriptor.max_entries)
        {
            if (m_descriptor.type != BPF_MAP_TYPE_LRU_HASH)
            {
                return m_descriptor.type == BPF_MAP_TYPE_HASH ? -E2BIG : -ENOSPC;
            }
            m_entries.erase(m_uses.front());
            m_uses.pop_front();
        }
        m_entries[key] = value;
        Use(key);
        return 0;
    }

    int Delete(Bytes key)
    {
        if (!Valid(key))
        {
            return -EINVAL;
        }
        key = Canonical(key);
        m_uses.remove(key);
        return m_entries.erase(key) ? 0 : -ENOENT;
    }

    std::optional<Bytes> Find(const Bytes& key, bool isUse)
    {
        const Bytes* best = nullptr;
        for (const auto& [candidate, value] : m_entries)
        {
            if (Matches(candidate, key) && (!best || LengthOf(candidate) > LengthOf(*best)))
            {
                best = &candidate;
            }
        }
        if (!best)
        {
            return std::nullopt;
        }
        if (isUse)
        {
            Use(Bytes(*best));
        }
        return m_entries.at(*best);
    }

    const Entries& All() const
    {
        return m_entries;
    }

  private:
    bool IsTrie() const
    {
        return m_descriptor.type == BPF_MAP_TYPE_LPM_TRIE;
    }

    uint32_t LengthOf(const Bytes& key) const
    {
        return IsTrie() ? As<uint32_t>(std::span(key).first(4)) : 0;
    }

    bool Valid(const Bytes& key) const
    {
        return LengthOf(key) <= (key.size() - 4) * 8 || !IsTrie();
    }

    static bool Bit(const Bytes& key, uint32_t bit)
    {
        return key[4 + bit / 8] >> (7 - bit % 8) & 1;
    }

    Bytes Canonical(Bytes key) const
    {
        if (IsTrie())
        {
            for (uint32_t bit = LengthOf(key); bit < (key.size() - 4) * 8; ++bit)
            {
                key[4 + bit / 8] &= ~(0x80 >> bit % 8);
            }
        }
        return key;
    }

    bool Matches(const Bytes& candidate, const Bytes& key) const
    {
        if (!IsTrie())
        {
            return candidate == key;
        }
        bool matches = Valid(key) && LengthOf(candidate) <= LengthOf(key);
        for (uint32_t bit = 0; matches && bit < LengthOf(candidate); ++bit)
        {
            matches = Bit(candidate, bit) == Bit(key, bit);
        }
        return matches;
    }

    void Use(const Bytes& key)
    {
        m_uses.remove(key);
        m_uses.push_back(key);
    }

    const vnlab_map& m_descriptor;
    Entries m_entries;
    std::list<Bytes> m_uses; // the longest ago first
};

/// Keys from a small set, so that they meet again.
Bytes
AnyKey(const vnlab_map& descriptor)
{
    Bytes key(descriptor.key_size);
    if (descriptor.type == BPF_MAP_TYPE_LPM_TRIE)
    {
        key[0] = *rc::gen::inRange<int>(0, (descriptor.key_size - 4) * 8 + 2);
        for (size_t i = 4; i < key.size(); ++i)
        {
            key[i] = *rc::gen::element<uint8_t>(0x00, 0x80, 0xc0, 0xff);
        }
        return key;
    }
    key[0] = *rc::gen::inRange<int>(0, 40);
    key.back() |= key[0] & 3;
    return key;
}

void
FollowsTheOracle(uint32_t type)
{
    vnlab_map descriptor{};
    descriptor.type = type;
    descriptor.key_size = *rc::gen::inRange<uint32_t>(5, 17);
    descriptor.value_size = *rc::gen::inRange<uint32_t>(1, 33);
    descriptor.max_entries = *rc::gen::inRange<uint32_t>(1, 40);
    BpfMap map(descriptor);
    Oracle oracle(descriptor);
    int steps = *rc::gen::inRange(0, 300);
    for (int step = 0; step < steps; ++step)
    {
        Bytes key = AnyKey(descriptor);
        Bytes value(descriptor.value_size, *rc::gen::arbitrary<uint8_t>());
        switch (*rc::gen::weightedElement<Operation>({{5, Operation::kUpdate},
                                                      {2, Operation::kDelete},
                                                      {2, Operation::kLookup},
                                                      {1, Operation::kRead}}))
        {
        case Operation::kUpdate:
        {
            auto flags = *rc::gen::weightedElement<uint64_t>(
                {{6, BPF_ANY}, {2, BPF_NOEXIST}, {2, BPF_EXIST}, {1, 3}});
            RC_ASSERT(map.Update(key, value, flags) == oracle.Update(key, value, flags));
            break;
        }
        case Operation::kDelete:
            RC_ASSERT(map.Delete(key) == oracle.Delete(key));
            break;
        case Operation::kLookup:
        {
            const uint8_t* found = map.Lookup(key.data());
            auto copy = found ? std::optional(Bytes(found, found + value.size())) : std::nullopt;
            RC_ASSERT(copy == oracle.Find(key, true));
            break;
        }
        case Operation::kRead:
        {
            int error = map.Read(key, value);
            std::optional<Bytes> expected = oracle.Find(key, false);
            RC_ASSERT(error == (expected ? 0 : -ENOENT));
            RC_ASSERT(value == expected.value_or(value));
            break;
        }
        }
        RC_ASSERT(map.Size() == oracle.All().size());
    }
    Entries dump;
    map.ForEach(
        [&](std::span<const uint8_t> key, std::span<const uint8_t> value)
        { dump.emplace(Bytes(key.begin(), key.end()), Bytes(value.begin(), value.end())); });
    RC_ASSERT(dump == oracle.All());
}

RC_GTEST_PROP(BpfMapModel, HashFollowsTheOracle, ())
{
    FollowsTheOracle(BPF_MAP_TYPE_HASH);
}

RC_GTEST_PROP(BpfMapModel, LruHashFollowsTheOracle, ())
{
    FollowsTheOracle(BPF_MAP_TYPE_LRU_HASH);
}

RC_GTEST_PROP(BpfMapModel, TrieFollowsTheOracle, ())
{
    FollowsTheOracle(BPF_MAP_TYPE_LPM_TRIE);
}

} // namespace
} // namespace ns3::vnlab
