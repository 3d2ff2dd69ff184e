// SPDX-License-Identifier: GPL-2.0-only
#include "model/hook/slot-table.h"

#include "model/hook/key-hash.h"

#include <algorithm>
#include <cstring>
#include <linux/bpf.h>
#include <utility>

namespace ns3::vnlab
{

struct SlotTable::Ends
{
    uint32_t oldest;
    uint32_t newest;
};

struct SlotTable::Links
{
    uint32_t older;
    uint32_t newer;
};

namespace
{

constexpr uint32_t kFirstCapacity = 4;
constexpr uint32_t kHeaderBytes = 8; // of an ordered table's block, and of its slots

uint32_t
RoundUp(uint32_t value, uint32_t powerOfTwo)
{
    return (value + powerOfTwo - 1) & ~(powerOfTwo - 1);
}

// A slot's tag: 0 if the slot is empty.
uint8_t
TagOf(uint64_t hash)
{
    return static_cast<uint8_t>(hash >> 56) | 0x80;
}

} // namespace

SlotLayout::SlotLayout(uint32_t keyBytes, uint32_t valueBytes, bool isOrdered)
    : keySize(keyBytes),
      keyOffset(isOrdered ? kHeaderBytes : 0),
      ordered(isOrdered)
{
    uint32_t alignment = std::min(valueBytes & -valueBytes, 8u);
    valueOffset = RoundUp(keyOffset + keySize, alignment);
    stride = RoundUp(valueOffset + valueBytes, ordered ? 8u : alignment);
}

SlotLayout::SlotLayout(const vnlab_map& descriptor)
    : SlotLayout(
          descriptor.key_size, descriptor.value_size, descriptor.type == BPF_MAP_TYPE_LRU_HASH)
{
}

uint8_t*
SlotTable::Slot(const SlotLayout& layout, uint32_t slot) const
{
    return m_block.get() + layout.keyOffset + size_t{slot} * layout.stride;
}

uint8_t*
SlotTable::Tags(const SlotLayout& layout) const
{
    return Slot(layout, m_capacity);
}

SlotTable::Links&
SlotTable::LinksOf(const SlotLayout& layout, uint32_t slot) const
{
    return *reinterpret_cast<Links*>(Slot(layout, slot));
}

uint32_t&
SlotTable::NewerOf(const SlotLayout& layout, uint32_t slot) const
{
    return slot == kNone ? reinterpret_cast<Ends*>(m_block.get())->oldest
                         : LinksOf(layout, slot).newer;
}

uint32_t&
SlotTable::OlderOf(const SlotLayout& layout, uint32_t slot) const
{
    return slot == kNone ? reinterpret_cast<Ends*>(m_block.get())->newest
                         : LinksOf(layout, slot).older;
}

void
SlotTable::Append(const SlotLayout& layout, uint32_t slot)
{
    uint32_t& newest = OlderOf(layout, kNone);
    LinksOf(layout, slot) = {newest, kNone};
    NewerOf(layout, newest) = slot;
    newest = slot;
}

void
SlotTable::Unlink(const SlotLayout& layout, uint32_t slot)
{
    Links links = LinksOf(layout, slot);
    NewerOf(layout, links.older) = links.newer;
    OlderOf(layout, links.newer) = links.older;
}

void
SlotTable::Move(const SlotLayout& layout, uint32_t from, uint32_t to)
{
    std::memcpy(Slot(layout, to), Slot(layout, from), layout.stride);
    Tags(layout)[to] = Tags(layout)[from];
    if (layout.ordered)
    {
        Links links = LinksOf(layout, to);
        NewerOf(layout, links.older) = to;
        OlderOf(layout, links.newer) = to;
    }
}

uint32_t
SlotTable::Find(const SlotLayout& layout, const uint8_t* key) const
{
    if (m_size == 0)
    {
        return kNone;
    }
    uint64_t hash = HashOfKey(key, layout.keySize);
    const uint8_t* tags = Tags(layout);
    uint32_t mask = m_capacity - 1;
    for (uint32_t slot = hash & mask; tags[slot] != 0; slot = (slot + 1) & mask)
    {
        if (tags[slot] == TagOf(hash) && std::memcmp(Key(layout, slot), key, layout.keySize) == 0)
        {
            return slot;
        }
    }
    return kNone;
}

uint32_t
SlotTable::Insert(const SlotLayout& layout, const uint8_t* key)
{
    if (m_capacity == 0 || m_size == m_capacity - std::max(m_capacity / 8, 1u))
    {
        Grow(layout);
    }
    uint64_t hash = HashOfKey(key, layout.keySize);
    uint8_t* tags = Tags(layout);
    uint32_t slot = hash & (m_capacity - 1);
    while (tags[slot] != 0)
    {
        slot = (slot + 1) & (m_capacity - 1);
    }
    tags[slot] = TagOf(hash);
    std::memset(Slot(layout, slot), 0, layout.stride);
    std::memcpy(Slot(layout, slot) + layout.keyOffset, key, layout.keySize);
    ++m_size;
    if (layout.ordered)
    {
        Append(layout, slot);
    }
    return slot;
}

void
SlotTable::Erase(const SlotLayout& layout, uint32_t slot)
{
    if (layout.ordered)
    {
        Unlink(layout, slot);
    }
    --m_size;
    uint8_t* tags = Tags(layout);
    uint32_t mask = m_capacity - 1;
    uint32_t hole = slot;
    for (uint32_t next = (hole + 1) & mask; tags[next] != 0; next = (next + 1) & mask)
    {
        uint32_t home = HashOfKey(Key(layout, next), layout.keySize) & mask;
        if (((next - home) & mask) >= ((next - hole) & mask))
        {
            Move(layout, next, hole);
            hole = next;
        }
    }
    tags[hole] = 0;
}

void
SlotTable::MarkUsed(const SlotLayout& layout, uint32_t slot)
{
    Unlink(layout, slot);
    Append(layout, slot);
}

uint32_t
SlotTable::LeastRecentlyUsed() const
{
    return m_size == 0 ? kNone : reinterpret_cast<const Ends*>(m_block.get())->oldest;
}

uint32_t
SlotTable::Next(const SlotLayout& layout, uint32_t slot) const
{
    while (slot < m_capacity && Tags(layout)[slot] == 0)
    {
        ++slot;
    }
    return slot < m_capacity ? slot : kNone;
}

void
SlotTable::Grow(const SlotLayout& layout)
{
    SlotTable larger;
    larger.m_capacity = m_capacity == 0 ? kFirstCapacity : 2 * m_capacity;
    larger.m_block = std::make_unique_for_overwrite<uint8_t[]>(larger.MemoryBytes(layout));
    std::memset(larger.Tags(layout), 0, larger.m_capacity);
    if (layout.ordered)
    {
        *reinterpret_cast<Ends*>(larger.m_block.get()) = {kNone, kNone};
    }
    uint32_t slot = layout.ordered ? LeastRecentlyUsed() : Next(layout, 0);
    while (slot != kNone)
    {
        uint32_t copy = larger.Insert(layout, Key(layout, slot));
        std::memcpy(
            larger.Value(layout, copy), Value(layout, slot), layout.stride - layout.valueOffset);
        slot = layout.ordered ? NewerOf(layout, slot) : Next(layout, slot + 1);
    }
    *this = std::move(larger);
}

size_t
SlotTable::MemoryBytes(const SlotLayout& layout) const
{
    return m_capacity == 0 ? 0 : layout.keyOffset + size_t{m_capacity} * (layout.stride + 1);
}

} // namespace ns3::vnlab
