// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BPF_MAP_H
#define VNLAB_BPF_MAP_H

#include "model/hook/bpf/native-map.h"
#include "model/hook/slot-table.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>

namespace ns3::vnlab
{

/// The bytes of a C struct that is a map's key or value.
template <class T>
std::span<const uint8_t>
ObjectBytes(const T& object)
{
    return {reinterpret_cast<const uint8_t*>(&object), sizeof(T)};
}

/**
 * @brief One instance of a map: fixed key and value size, fixed capacity, the kernel's semantics
 * and error codes (kernel/bpf/hashtab.c, lpm_trie.c, arraymap.c).
 *
 * Kinds: BPF_MAP_TYPE_HASH; BPF_MAP_TYPE_LRU_HASH (a full map evicts exactly the entry that was
 * used longest ago; the kernel approximates that); BPF_MAP_TYPE_LPM_TRIE (key: struct
 * bpf_lpm_trie_key; bits past the prefix are stored as 0); BPF_MAP_TYPE_ARRAY and
 * BPF_MAP_TYPE_PERCPU_ARRAY (there is one CPU), whose entries always exist, at first zero.
 *
 * Allocates nothing until the first entry is written. All entries lie in one block, which doubles
 * as it fills.
 */
class BpfMap
{
  public:
    /// Called with the key and the value of an entry.
    using Visitor = std::function<void(std::span<const uint8_t>, std::span<const uint8_t>)>;

    BpfMap() = default;

    /// @param descriptor must outlive the map
    explicit BpfMap(const vnlab_map& descriptor);

    /// @return the descriptor, or nullptr if default-constructed (which allows nothing else)
    const vnlab_map* Descriptor() const
    {
        return m_descriptor;
    }

    /**
     * @brief Writes one entry.
     * @param key,value of exactly the descriptor's sizes
     * @param flags BPF_ANY, BPF_NOEXIST or BPF_EXIST of <linux/bpf.h>
     * @return 0; -EINVAL: a wrong size, other flags, or a prefix longer than the key; -EEXIST:
     * BPF_NOEXIST and the key is there; -ENOENT: BPF_EXIST and it is not; the map is full: -E2BIG
     * (hash, array index out of range) or -ENOSPC (LPM trie)
     */
    int Update(std::span<const uint8_t> key, std::span<const uint8_t> value, uint64_t flags);

    /**
     * @brief What bpf_map_lookup_elem does in a program: a use of the entry, for LRU.
     * @param key at least key_size bytes
     * @return the value, to read or write in place, valid until the next Update or Delete; nullptr
     * if there is none
     */
    uint8_t* Lookup(const void* key);

    /**
     * @brief What the system call does: copies the value out; not a use, for LRU.
     * @return 0, -ENOENT, or -EINVAL for a wrong size
     */
    int Read(std::span<const uint8_t> key, std::span<uint8_t> value) const;

    /// @return 0; -ENOENT: no such key; -EINVAL: a wrong size, a prefix too long, or an array
    int Delete(std::span<const uint8_t> key);

    /// @return number of entries; of an array always its capacity
    uint32_t Size() const;

    /// Visits every entry in ascending order of the key's bytes, whatever the history of the map.
    void ForEach(const Visitor& visit) const;

    /// @return bytes on the heap
    size_t MemoryBytes() const;

  private:
    bool IsArray() const;
    bool IsTrie() const;
    int UpdateArray(const uint8_t* key, std::span<const uint8_t> value, uint64_t flags);
    int UpdateTable(const uint8_t* key, std::span<const uint8_t> value, uint64_t flags);
    uint32_t FindSlot(const SlotLayout& layout, const uint8_t* key) const;

    const vnlab_map* m_descriptor{nullptr};
    SlotTable m_table;                   // hash, LRU hash, LPM trie
    std::unique_ptr<uint8_t[]> m_values; // array: max_entries values
};

} // namespace ns3::vnlab

#endif // VNLAB_BPF_MAP_H
