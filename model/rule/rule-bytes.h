// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RULE_BYTES_H
#define VNLAB_RULE_BYTES_H

#include "model/plain-bytes.h"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <stdexcept>
#include <type_traits>

namespace ns3::vnlab
{

/**
 * @brief The bytes of a table's key or value: a value, trivially copied, as there are millions.
 *
 * Few bytes are inline. Wide ones, such as an OpenFlow match, are interned: kept once for ever, and
 * this is where.
 */
class RuleBytes
{
  public:
    static constexpr size_t kInline = 32;
    static constexpr size_t kMost = 255; ///< an update has a byte for the length

    RuleBytes() = default;

    /// @throws std::length_error where there are more than kMost
    static RuleBytes Copy(std::span<const uint8_t> bytes)
    {
        if (bytes.size() > kInline)
        {
            return Interned(bytes);
        }
        RuleBytes copy;
        copy.m_size = static_cast<uint8_t>(bytes.size());
        if (!bytes.empty())
        {
            std::memcpy(copy.m_bytes.data(), bytes.data(), bytes.size());
        }
        return copy;
    }

    /// @param entry a plain struct without padding
    template <class Entry>
    static RuleBytes From(const Entry& entry)
    {
        static_assert(std::has_unique_object_representations_v<Entry>);
        static_assert(sizeof(Entry) <= kMost);
        return Copy({reinterpret_cast<const uint8_t*>(&entry), sizeof(Entry)});
    }

    /// @return the plain struct that this is
    /// @throws std::logic_error where the sizes differ: the entry is not of the table
    template <class Entry>
    Entry As() const
    {
        if (const std::optional<Entry> entry = ReadAs<Entry>(Bytes()))
        {
            return *entry;
        }
        throw std::logic_error("a rule is not of its table");
    }

    /// @return the bytes, inside this object or interned
    std::span<const uint8_t> Bytes() const
    {
        return {m_size <= kInline ? m_bytes.data() : Place(), m_size};
    }

    size_t Size() const
    {
        return m_size;
    }

    bool operator==(const RuleBytes& other) const
    {
        return m_size == other.m_size &&
               m_bytes == other.m_bytes; // equal wide ones are in one place
    }

    /// The shorter one first, then by the bytes.
    std::strong_ordering operator<=>(const RuleBytes& other) const
    {
        if (m_size != other.m_size)
        {
            return m_size <=> other.m_size;
        }
        return m_size <= kInline ? std::memcmp(m_bytes.data(), other.m_bytes.data(), kInline) <=> 0
                                 : std::memcmp(Place(), other.Place(), m_size) <=> 0;
    }

  private:
    static RuleBytes Interned(std::span<const uint8_t> bytes);
    const uint8_t* Place() const;

    uint8_t m_size{0};
    std::array<uint8_t, kInline> m_bytes{}; ///< or a pointer to the interned ones
};

} // namespace ns3::vnlab

#endif // VNLAB_RULE_BYTES_H
