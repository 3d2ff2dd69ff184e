// SPDX-License-Identifier: GPL-2.0-only
#include "model/hook/bpf-map.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <linux/bpf.h>
#include <vector>

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kMaxPrefixBytes = 256; // LPM_DATA_SIZE_MAX of lpm_trie.c

/// A key of an LPM trie: its length in bits, then the address, most significant byte first.
class PrefixKey
{
  public:
    PrefixKey(const void* key, uint32_t keySize)
        : m_dataBits((keySize - sizeof(uint32_t)) * 8)
    {
        std::memcpy(m_bytes.data(), key, keySize);
    }

    bool Valid() const
    {
        return Length() <= m_dataBits;
    }

    uint32_t Length() const
    {
        uint32_t length;
        std::memcpy(&length, m_bytes.data(), sizeof(length));
        return length;
    }

    /// Sets the length and clears what is past it.
    void Truncate(uint32_t length)
    {
        std::memcpy(m_bytes.data(), &length, sizeof(length));
        uint8_t* data = m_bytes.data() + sizeof(length);
        uint32_t whole = length / 8;
        if (length % 8 != 0)
        {
            data[whole] &= static_cast<uint8_t>(0xff00 >> (length % 8));
            ++whole;
        }
        std::memset(data + whole, 0, m_dataBits / 8 - whole);
    }

    const uint8_t* Bytes() const
    {
        return m_bytes.data();
    }

  private:
    uint32_t m_dataBits;
    std::array<uint8_t, sizeof(uint32_t) + kMaxPrefixBytes> m_bytes;
};

uint32_t
IndexOf(const void* key)
{
    uint32_t index;
    std::memcpy(&index, key, sizeof(index));
    return index;
}

size_t
ArrayBytes(const vnlab_map& descriptor)
{
    return size_t{descriptor.max_entries} * descriptor.value_size;
}

} // namespace

BpfMap::BpfMap(const vnlab_map& descriptor)
    : m_descriptor(&descriptor)
{
}

bool
BpfMap::IsArray() const
{
    return m_descriptor->type == BPF_MAP_TYPE_ARRAY ||
           m_descriptor->type == BPF_MAP_TYPE_PERCPU_ARRAY;
}

bool
BpfMap::IsTrie() const
{
    return m_descriptor->type == BPF_MAP_TYPE_LPM_TRIE;
}

int
BpfMap::Update(std::span<const uint8_t> key, std::span<const uint8_t> value, uint64_t flags)
{
    if (key.size() != m_descriptor->key_size || value.size() != m_descriptor->value_size ||
        flags > BPF_EXIST)
    {
        return -EINVAL;
    }
    if (IsArray())
    {
        return UpdateArray(key.data(), value, flags);
    }
    if (IsTrie())
    {
        PrefixKey prefix(key.data(), m_descriptor->key_size);
        if (!prefix.Valid())
        {
            return -EINVAL;
        }
        prefix.Truncate(prefix.Length());
        return UpdateTable(prefix.Bytes(), value, flags);
    }
    return UpdateTable(key.data(), value, flags);
}

int
BpfMap::UpdateArray(const uint8_t* key, std::span<const uint8_t> value, uint64_t flags)
{
    if (IndexOf(key) >= m_descriptor->max_entries)
    {
        return -E2BIG;
    }
    if (flags == BPF_NOEXIST)
    {
        return -EEXIST;
    }
    std::copy(value.begin(), value.end(), Lookup(key));
    return 0;
}

int
BpfMap::UpdateTable(const uint8_t* key, std::span<const uint8_t> value, uint64_t flags)
{
    SlotLayout layout(*m_descriptor);
    uint32_t slot = m_table.Find(layout, key);
    bool found = slot != SlotTable::kNone;
    if (found ? flags == BPF_NOEXIST : flags == BPF_EXIST)
    {
        return found ? -EEXIST : -ENOENT;
    }
    if (!found)
    {
        if (m_table.Size() >= m_descriptor->max_entries)
        {
            if (!layout.ordered)
            {
                return IsTrie() ? -ENOSPC : -E2BIG;
            }
            m_table.Erase(layout, m_table.LeastRecentlyUsed());
        }
        slot = m_table.Insert(layout, key);
    }
    else if (layout.ordered)
    {
        m_table.MarkUsed(layout, slot);
    }
    std::copy(value.begin(), value.end(), m_table.Value(layout, slot));
    return 0;
}

uint32_t
BpfMap::FindSlot(const SlotLayout& layout, const uint8_t* key) const
{
    if (!IsTrie())
    {
        return m_table.Find(layout, key);
    }
    PrefixKey prefix(key, m_descriptor->key_size);
    if (m_table.Size() == 0 || !prefix.Valid())
    {
        return SlotTable::kNone;
    }
    uint32_t slot = SlotTable::kNone;
    for (uint32_t bits = prefix.Length() + 1; bits > 0 && slot == SlotTable::kNone; --bits)
    {
        prefix.Truncate(bits - 1);
        slot = m_table.Find(layout, prefix.Bytes());
    }
    return slot;
}

uint8_t*
BpfMap::Lookup(const void* key)
{
    if (IsArray())
    {
        uint32_t index = IndexOf(key);
        if (index >= m_descriptor->max_entries)
        {
            return nullptr;
        }
        if (!m_values)
        {
            m_values = std::make_unique<uint8_t[]>(ArrayBytes(*m_descriptor));
        }
        return m_values.get() + size_t{index} * m_descriptor->value_size;
    }
    SlotLayout layout(*m_descriptor);
    uint32_t slot = FindSlot(layout, static_cast<const uint8_t*>(key));
    if (slot == SlotTable::kNone)
    {
        return nullptr;
    }
    if (layout.ordered)
    {
        m_table.MarkUsed(layout, slot);
    }
    return m_table.Value(layout, slot);
}

int
BpfMap::Read(std::span<const uint8_t> key, std::span<uint8_t> value) const
{
    if (key.size() != m_descriptor->key_size || value.size() != m_descriptor->value_size)
    {
        return -EINVAL;
    }
    if (IsArray())
    {
        uint32_t index = IndexOf(key.data());
        if (index >= m_descriptor->max_entries)
        {
            return -ENOENT;
        }
        std::ranges::fill(value, uint8_t{0});
        if (m_values)
        {
            std::copy_n(m_values.get() + index * value.size(), value.size(), value.begin());
        }
        return 0;
    }
    SlotLayout layout(*m_descriptor);
    uint32_t slot = FindSlot(layout, key.data());
    if (slot == SlotTable::kNone)
    {
        return -ENOENT;
    }
    std::copy_n(m_table.Value(layout, slot), value.size(), value.begin());
    return 0;
}

int
BpfMap::Delete(std::span<const uint8_t> key)
{
    if (key.size() != m_descriptor->key_size || IsArray())
    {
        return -EINVAL;
    }
    SlotLayout layout(*m_descriptor);
    uint32_t slot = SlotTable::kNone;
    if (IsTrie())
    {
        PrefixKey prefix(key.data(), m_descriptor->key_size);
        if (!prefix.Valid())
        {
            return -EINVAL;
        }
        prefix.Truncate(prefix.Length());
        slot = m_table.Find(layout, prefix.Bytes());
    }
    else
    {
        slot = m_table.Find(layout, key.data());
    }
    if (slot == SlotTable::kNone)
    {
        return -ENOENT;
    }
    m_table.Erase(layout, slot);
    return 0;
}

uint32_t
BpfMap::Size() const
{
    return IsArray() ? m_descriptor->max_entries : m_table.Size();
}

void
BpfMap::ForEach(const Visitor& visit) const
{
    const uint32_t keySize = m_descriptor->key_size;
    const uint32_t valueSize = m_descriptor->value_size;
    if (IsArray())
    {
        std::vector<uint8_t> value(valueSize);
        for (uint32_t index = 0; index < m_descriptor->max_entries; ++index)
        {
            Read(ObjectBytes(index), value);
            visit(ObjectBytes(index), value);
        }
        return;
    }
    SlotLayout layout(*m_descriptor);
    std::vector<uint32_t> slots;
    slots.reserve(m_table.Size());
    for (uint32_t slot = m_table.Next(layout, 0); slot != SlotTable::kNone;
         slot = m_table.Next(layout, slot + 1))
    {
        slots.push_back(slot);
    }
    std::ranges::sort(
        slots,
        [&](uint32_t a, uint32_t b)
        { return std::memcmp(m_table.Key(layout, a), m_table.Key(layout, b), keySize) < 0; });
    for (uint32_t slot : slots)
    {
        visit({m_table.Key(layout, slot), keySize}, {m_table.Value(layout, slot), valueSize});
    }
}

size_t
BpfMap::MemoryBytes() const
{
    if (!m_descriptor)
    {
        return 0;
    }
    return m_values ? ArrayBytes(*m_descriptor) : m_table.MemoryBytes(SlotLayout(*m_descriptor));
}

} // namespace ns3::vnlab
