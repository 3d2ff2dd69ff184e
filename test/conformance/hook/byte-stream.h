// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BYTE_STREAM_H
#define VNLAB_BYTE_STREAM_H

#include "test/hook/hook-fixtures.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <stdexcept>

namespace ns3::vnlab
{

/// Appends numbers and bytes to a buffer.
class ByteWriter
{
  public:
    /// A number, seven bits to a byte, least significant first.
    void Number(uint64_t value)
    {
        for (; value > 0x7f; value >>= 7)
        {
            m_bytes.push_back(static_cast<uint8_t>(value | 0x80));
        }
        m_bytes.push_back(static_cast<uint8_t>(value));
    }

    void Append(std::span<const uint8_t> bytes)
    {
        m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
    }

    const Bytes& Written() const
    {
        return m_bytes;
    }

  private:
    Bytes m_bytes;
};

/// Reads what a ByteWriter wrote. Every call throws std::runtime_error where the bytes end early.
class ByteReader
{
  public:
    explicit ByteReader(std::span<const uint8_t> bytes)
        : m_bytes(bytes)
    {
    }

    /// @param limit larger numbers are refused
    uint64_t Number(uint64_t limit)
    {
        uint64_t value = 0;
        for (int shift = 0; shift < 63; shift += 7)
        {
            const uint8_t byte = Take(1).front();
            value |= uint64_t{byte & 0x7fu} << shift;
            if (!(byte & 0x80))
            {
                if (value > limit)
                {
                    throw std::runtime_error("a number is too large");
                }
                return value;
            }
        }
        throw std::runtime_error("a number does not end");
    }

    std::span<const uint8_t> Take(size_t count)
    {
        if (count > m_bytes.size())
        {
            throw std::runtime_error("it ends early");
        }
        auto taken = m_bytes.first(count);
        m_bytes = m_bytes.subspan(count);
        return taken;
    }

    bool AtEnd() const
    {
        return m_bytes.empty();
    }

  private:
    std::span<const uint8_t> m_bytes;
};

} // namespace ns3::vnlab

#endif // VNLAB_BYTE_STREAM_H
