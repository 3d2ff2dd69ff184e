// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SLOT_TABLE_H
#define VNLAB_SLOT_TABLE_H

#include "model/hook/bpf/native-map.h"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace ns3::vnlab
{

/// Where the parts of one entry of a map lie in its slot.
struct SlotLayout
{
    uint32_t keySize;
    uint32_t keyOffset; ///< 0, or 8 where the slot begins with its links to older and newer ones
    uint32_t valueOffset;
    uint32_t stride; ///< bytes from slot to slot
    bool ordered;    ///< entries are linked from least to most recently used

    /// Values are aligned to the largest power of two (up to 8) that divides their size.
    SlotLayout(uint32_t keyBytes, uint32_t valueBytes, bool isOrdered);
    explicit SlotLayout(const vnlab_map& descriptor);
};

/**
 * @brief A hash table of fixed-size byte strings in one block: why a map of a few rules costs a
 * few dozen bytes, where a std::unordered_map costs an allocation for each.
 *
 * Open addressing with linear probing over a power of two of slots, which doubles at 7/8 full;
 * deleting shifts the followers back, so there are no tombstones. A byte per slot holds a part of
 * the hash, which saves most key comparisons. The caller passes the layout to every call, always
 * the same one. Slot numbers are valid until the next Insert or Erase.
 */
class SlotTable
{
  public:
    /// No slot.
    static constexpr uint32_t kNone = UINT32_MAX;

    /// @return the key's slot, or kNone
    uint32_t Find(const SlotLayout& layout, const uint8_t* key) const;

    /// Adds a key that is not there, as the most recently used. @return its slot; its value is 0
    uint32_t Insert(const SlotLayout& layout, const uint8_t* key);

    /// Removes the entry in a slot.
    void Erase(const SlotLayout& layout, uint32_t slot);

    /// Makes an entry the most recently used. Only with an ordered layout.
    void MarkUsed(const SlotLayout& layout, uint32_t slot);

    /// @return slot of the least recently used entry, or kNone. Only with an ordered layout
    uint32_t LeastRecentlyUsed() const;

    /// @return the next occupied slot at or after `slot`, or kNone
    uint32_t Next(const SlotLayout& layout, uint32_t slot) const;

    /// @return the key in a slot
    const uint8_t* Key(const SlotLayout& layout, uint32_t slot) const
    {
        return Slot(layout, slot) + layout.keyOffset;
    }

    /// @return the value in a slot
    uint8_t* Value(const SlotLayout& layout, uint32_t slot) const
    {
        return Slot(layout, slot) + layout.valueOffset;
    }

    /// @return number of entries
    uint32_t Size() const
    {
        return m_size;
    }

    /// @return bytes on the heap; 0 until the first Insert
    size_t MemoryBytes(const SlotLayout& layout) const;

  private:
    struct Ends;  // of the order of use, at the front of an ordered table's block
    struct Links; // to an entry's neighbours in that order, at the front of its slot

    uint8_t* Slot(const SlotLayout& layout, uint32_t slot) const;
    uint8_t* Tags(const SlotLayout& layout) const;
    Links& LinksOf(const SlotLayout& layout, uint32_t slot) const;
    uint32_t& NewerOf(const SlotLayout& layout, uint32_t slot) const;
    uint32_t& OlderOf(const SlotLayout& layout, uint32_t slot) const;
    void Append(const SlotLayout& layout, uint32_t slot);
    void Unlink(const SlotLayout& layout, uint32_t slot);
    void Move(const SlotLayout& layout, uint32_t from, uint32_t to);
    void Grow(const SlotLayout& layout);

    std::unique_ptr<uint8_t[]> m_block; // ends of the order if ordered, slots, one tag per slot
    uint32_t m_size{0};
    uint32_t m_capacity{0}; // 0 or a power of two
};

} // namespace ns3::vnlab

#endif // VNLAB_SLOT_TABLE_H
