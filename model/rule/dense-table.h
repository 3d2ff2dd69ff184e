// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DENSE_TABLE_H
#define VNLAB_DENSE_TABLE_H

#include "model/hook/slot-table.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief A hash table of fixed-size byte strings for tables that become large: rows without gaps, and
 * an index over them.
 *
 * Why not a SlotTable: that is one block of slots, up to 56 % of which are empty, and while it grows
 * there are two. Of a million VMs' rules that is gigabytes. Here a row more takes its own bytes, an
 * eighth at most that waits for others, and 5 to 11 bytes of the index; large blocks grow in place.
 *
 * An entry of the index has a row's number in its low bits and a part of the key's hash above, so
 * that a look-up rarely reads a row in vain. Row numbers are valid until the next Insert or Erase.
 */
class DenseTable
{
  public:
    /// No row.
    static constexpr uint32_t kNone = UINT32_MAX;

    DenseTable(uint32_t keyBytes, uint32_t valueBytes);

    /// @return the key's row, or kNone
    uint32_t Find(const uint8_t* key) const;

    /// Adds a key that is not there. @return its row, the last; its value is 0
    uint32_t Insert(const uint8_t* key);

    /// Removes a row; the last one takes its place.
    void Erase(uint32_t row);

    const uint8_t* Key(uint32_t row) const
    {
        return Row(row);
    }

    /// @return the value, aligned as SlotLayout says
    uint8_t* Value(uint32_t row) const
    {
        return Row(row) + m_layout.valueOffset;
    }

    /// @return number of rows, which are numbered from 0
    uint32_t Size() const
    {
        return m_size;
    }

    /// @return bytes on the heap; 0 until the first Insert
    size_t MemoryBytes() const;

  private:
    struct Free
    {
        void operator()(uint8_t* block) const
        {
            std::free(block);
        }
    };

    uint8_t* Row(uint32_t row) const
    {
        return m_rows.get() + size_t{row} * m_layout.stride;
    }

    uint64_t HashOf(uint32_t row) const;
    uint32_t EntryOf(uint64_t hash, uint32_t row) const;
    void Enter(uint64_t hash, uint32_t row);
    size_t PositionOf(uint32_t row) const;
    void RemoveEntry(size_t position);
    void GrowRows();
    void GrowIndex();

    SlotLayout m_layout;
    std::unique_ptr<uint8_t[], Free> m_rows;
    uint32_t m_size{0};
    uint32_t m_capacity{0};        // of m_rows
    std::vector<uint32_t> m_index; // none, or a power of two
};

} // namespace ns3::vnlab

#endif // VNLAB_DENSE_TABLE_H
