// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ENTRY_TABLE_H
#define VNLAB_ENTRY_TABLE_H

#include "model/plain-bytes.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <type_traits>
#include <unordered_map>

namespace ns3::vnlab
{

/// Hashes a plain struct without padding by its bytes.
template <class Key>
struct BytesHash
{
    static_assert(std::has_unique_object_representations_v<Key>);

    size_t operator()(const Key& key) const noexcept
    {
        return std::hash<std::string_view>{}({reinterpret_cast<const char*>(&key), sizeof(Key)});
    }
};

/**
 * @brief An exact-match table of a data plane, written with the bytes of a rule.
 *
 * Key and Value are plain structs without padding; a rule carries exactly their bytes.
 */
template <class Key, class Value>
class EntryTable
{
  public:
    /// @return false where the sizes are not this table's
    bool Write(std::span<const uint8_t> key, std::span<const uint8_t> value)
    {
        const auto wanted = ReadAs<Key>(key);
        const auto entry = ReadAs<Value>(value);
        if (!wanted || !entry)
        {
            return false;
        }
        m_entries.insert_or_assign(*wanted, *entry);
        return true;
    }

    /// @return false where there is no such entry
    bool Erase(std::span<const uint8_t> key)
    {
        const auto wanted = ReadAs<Key>(key);
        return wanted && m_entries.erase(*wanted) == 1;
    }

    /// @return the value, valid until the next write, or nullptr
    const Value* Find(const Key& key) const
    {
        const auto it = m_entries.find(key);
        return it == m_entries.end() ? nullptr : &it->second;
    }

    size_t Size() const
    {
        return m_entries.size();
    }

  private:
    std::unordered_map<Key, Value, BytesHash<Key>> m_entries;
};

} // namespace ns3::vnlab

#endif // VNLAB_ENTRY_TABLE_H
