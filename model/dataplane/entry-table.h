// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ENTRY_TABLE_H
#define VNLAB_ENTRY_TABLE_H

#include <cstddef>
#include <cstdint>
#include <cstring>
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
    static_assert(std::is_trivially_copyable_v<Value>);

    /// @return false where the sizes are not this table's
    bool Write(std::span<const uint8_t> key, std::span<const uint8_t> value)
    {
        if (key.size() != sizeof(Key) || value.size() != sizeof(Value))
        {
            return false;
        }
        Value entry;
        std::memcpy(&entry, value.data(), sizeof(Value));
        m_entries.insert_or_assign(KeyOf(key), entry);
        return true;
    }

    /// @return false where there is no such entry
    bool Erase(std::span<const uint8_t> key)
    {
        return key.size() == sizeof(Key) && m_entries.erase(KeyOf(key)) == 1;
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
    static Key KeyOf(std::span<const uint8_t> bytes)
    {
        Key key;
        std::memcpy(&key, bytes.data(), sizeof(Key));
        return key;
    }

    std::unordered_map<Key, Value, BytesHash<Key>> m_entries;
};

} // namespace ns3::vnlab

#endif // VNLAB_ENTRY_TABLE_H
