// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BYTE_FIELDS_H
#define VNLAB_BYTE_FIELDS_H

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace ns3::vnlab
{

using Bytes = std::vector<uint8_t>;

/**
 * @brief Takes fields, most significant byte first, from the front of bytes that it does not own.
 *
 * A field that is not all there reads as zero, and from then on nothing is left and Ok() is false: so
 * callers may read all fields first and ask once.
 */
class ByteReader
{
  public:
    explicit ByteReader(std::span<const uint8_t> bytes)
        : m_rest(bytes)
    {
    }

    /// @return whether every field that was taken was there
    bool Ok() const
    {
        return m_ok;
    }

    /// @return whether all bytes were taken and none was missing
    bool Finished() const
    {
        return m_ok && m_rest.empty();
    }

    /// @return bytes that remain
    size_t Left() const
    {
        return m_rest.size();
    }

    /// @param bytes of the number, at most 8
    uint64_t Number(size_t bytes)
    {
        uint64_t number = 0;
        for (const uint8_t byte : Take(bytes))
        {
            number = number << 8 | byte;
        }
        return number;
    }

    uint8_t U8()
    {
        return static_cast<uint8_t>(Number(1));
    }

    uint16_t U16()
    {
        return static_cast<uint16_t>(Number(2));
    }

    uint32_t U32()
    {
        return static_cast<uint32_t>(Number(4));
    }

    /// @return the next bytes; none, where fewer remain
    std::span<const uint8_t> Take(size_t size)
    {
        if (size > m_rest.size())
        {
            m_ok = false;
            m_rest = {};
            return {};
        }
        const auto taken = m_rest.first(size);
        m_rest = m_rest.subspan(size);
        return taken;
    }

    template <size_t Size>
    std::array<uint8_t, Size> Array()
    {
        std::array<uint8_t, Size> array{};
        const auto taken = Take(Size);
        std::copy(taken.begin(), taken.end(), array.begin());
        return array;
    }

    std::span<const uint8_t> Rest()
    {
        return Take(m_rest.size());
    }

  private:
    std::span<const uint8_t> m_rest;
    bool m_ok{true};
};

/// Appends fields, most significant byte first.
class ByteWriter
{
  public:
    /// @param bytes of the number that are written, at most 8
    ByteWriter& Number(uint64_t number, size_t bytes)
    {
        for (size_t left = bytes; left > 0; --left)
        {
            m_bytes.push_back(static_cast<uint8_t>(number >> 8 * (left - 1)));
        }
        return *this;
    }

    ByteWriter& U8(uint8_t number)
    {
        return Number(number, 1);
    }

    ByteWriter& U16(uint16_t number)
    {
        return Number(number, 2);
    }

    ByteWriter& U32(uint32_t number)
    {
        return Number(number, 4);
    }

    ByteWriter& Append(std::span<const uint8_t> bytes)
    {
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
        return *this;
    }

    const Bytes& Written() const
    {
        return m_bytes;
    }

  private:
    Bytes m_bytes;
};

} // namespace ns3::vnlab

#endif // VNLAB_BYTE_FIELDS_H
