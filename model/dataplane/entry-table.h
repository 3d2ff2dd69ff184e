// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ENTRY_TABLE_H
#define VNLAB_ENTRY_TABLE_H

#include "model/rule/dense-table.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <span>
#include <string_view>
#include <type_traits>

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
        if (key.size() != sizeof(Key) || value.size() != sizeof(Value))
        {
            return false;
        }
        uint32_t row = m_rows.Find(key.data());
        if (row == DenseTable::kNone)
        {
            row = m_rows.Insert(key.data());
        }
        std::memcpy(m_rows.Value(row), value.data(), sizeof(Value));
        return true;
    }

    /// @return false where there is no such entry
    bool Erase(std::span<const uint8_t> key)
    {
        const uint32_t row =
            key.size() == sizeof(Key) ? m_rows.Find(key.data()) : DenseTable::kNone;
        if (row == DenseTable::kNone)
        {
            return false;
        }
        m_rows.Erase(row);
        return true;
    }

    /// @return the value, valid until the next write or erasure, or nullptr
    const Value* Find(const Key& key) const
    {
        const uint32_t row = m_rows.Find(reinterpret_cast<const uint8_t*>(&key));
        return row == DenseTable::kNone ? nullptr
                                        : reinterpret_cast<const Value*>(m_rows.Value(row));
    }

    size_t Size() const
    {
        return m_rows.Size();
    }

  private:
    static_assert(std::has_unique_object_representations_v<Key>);
    static_assert(std::is_trivially_copyable_v<Value>);

    DenseTable m_rows{sizeof(Key), sizeof(Value)};
};

} // namespace ns3::vnlab

#endif // VNLAB_ENTRY_TABLE_H
