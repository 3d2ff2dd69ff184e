// SPDX-License-Identifier: GPL-2.0-only
#include "model/rule/dense-table.h"

#include "model/hook/key-hash.h"

#include "ns3/abort.h"

#include <cstring>
#include <new>

namespace ns3::vnlab
{

namespace
{

constexpr uint32_t kFirstRows = 2;
constexpr size_t kFirstIndex = 4;
constexpr uint32_t kNoEntry = UINT32_MAX; // the index is never that full

} // namespace

DenseTable::DenseTable(uint32_t keyBytes, uint32_t valueBytes)
    : m_layout(keyBytes, valueBytes, false)
{
    NS_ABORT_MSG_IF(valueBytes == 0, "a table's values have a byte at least");
}

uint64_t
DenseTable::HashOf(uint32_t row) const
{
    return HashOfKey(Key(row), m_layout.keySize);
}

uint32_t
DenseTable::EntryOf(uint64_t hash, uint32_t row) const
{
    const auto mask = static_cast<uint32_t>(m_index.size() - 1);
    return (static_cast<uint32_t>(hash >> 32) & ~mask) | row;
}

uint32_t
DenseTable::Find(const uint8_t* key) const
{
    if (m_size == 0)
    {
        return kNone;
    }
    const uint64_t hash = HashOfKey(key, m_layout.keySize);
    const auto mask = static_cast<uint32_t>(m_index.size() - 1);
    const uint32_t tag = EntryOf(hash, 0);
    for (size_t at = hash & mask; m_index[at] != kNoEntry; at = (at + 1) & mask)
    {
        const uint32_t row = m_index[at] & mask;
        if ((m_index[at] & ~mask) == tag && std::memcmp(Key(row), key, m_layout.keySize) == 0)
        {
            return row;
        }
    }
    return kNone;
}

uint32_t
DenseTable::Insert(const uint8_t* key)
{
    if (m_size == m_capacity)
    {
        GrowRows();
    }
    const uint32_t row = m_size++;
    std::memset(Row(row), 0, m_layout.stride);
    std::memcpy(Row(row), key, m_layout.keySize);
    if (m_size > m_index.size() / 4 * 3)
    {
        GrowIndex();
    }
    else
    {
        Enter(HashOf(row), row);
    }
    return row;
}

void
DenseTable::Erase(uint32_t row)
{
    RemoveEntry(PositionOf(row));
    const uint32_t last = --m_size;
    if (row != last)
    {
        m_index[PositionOf(last)] = EntryOf(HashOf(last), row);
        std::memcpy(Row(row), Row(last), m_layout.stride);
    }
}

void
DenseTable::Enter(uint64_t hash, uint32_t row)
{
    const size_t mask = m_index.size() - 1;
    size_t at = hash & mask;
    while (m_index[at] != kNoEntry)
    {
        at = (at + 1) & mask;
    }
    m_index[at] = EntryOf(hash, row);
}

/// @return where the index has a row
size_t
DenseTable::PositionOf(uint32_t row) const
{
    const uint64_t hash = HashOf(row);
    const uint32_t entry = EntryOf(hash, row);
    const size_t mask = m_index.size() - 1;
    size_t at = hash & mask;
    while (m_index[at] != entry)
    {
        at = (at + 1) & mask;
    }
    return at;
}

/// Shifts the followers back, so that there are no tombstones.
void
DenseTable::RemoveEntry(size_t position)
{
    const size_t mask = m_index.size() - 1;
    size_t hole = position;
    for (size_t next = (hole + 1) & mask; m_index[next] != kNoEntry; next = (next + 1) & mask)
    {
        const size_t home = HashOf(m_index[next] & static_cast<uint32_t>(mask)) & mask;
        if (((next - home) & mask) >= ((next - hole) & mask))
        {
            m_index[hole] = m_index[next];
            hole = next;
        }
    }
    m_index[hole] = kNoEntry;
}

void
DenseTable::GrowRows()
{
    m_capacity += m_capacity / 8 + kFirstRows;
    // Large blocks are remapped, not copied.
    void* block = std::realloc(m_rows.get(), size_t{m_capacity} * m_layout.stride);
    if (!block)
    {
        throw std::bad_alloc();
    }
    static_cast<void>(m_rows.release()); // realloc has taken it
    m_rows.reset(static_cast<uint8_t*>(block));
}

void
DenseTable::GrowIndex()
{
    const size_t size = m_index.empty() ? kFirstIndex : 2 * m_index.size();
    m_index = {}; // freed first: the rows have all that is in it
    m_index.assign(size, kNoEntry);
    for (uint32_t row = 0; row < m_size; ++row)
    {
        Enter(HashOf(row), row);
    }
}

size_t
DenseTable::MemoryBytes() const
{
    return size_t{m_capacity} * m_layout.stride + m_index.size() * sizeof(uint32_t);
}

} // namespace ns3::vnlab
