// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_INTERNET_CHECKSUM_H
#define VNLAB_INTERNET_CHECKSUM_H

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace ns3::vnlab
{

/**
 * @brief The one's complement sum that IPv4, ICMP, UDP, TCP and GRE protect themselves with.
 *
 * The sum is taken over a sequence of bytes that may arrive in pieces of any length, odd ones
 * too: the value is that of the concatenation. Adding two sums is adding their bytes, so a sum
 * can be kept beside a payload and used in every header put in front of it. The bytes are read
 * as native 64-bit words; the sum does not depend on the byte order until the very end.
 * @see RFC 1071 §2 (byte order independence, swapping at an odd boundary, deferred carries)
 */
class InternetChecksum
{
  public:
    /**
     * @brief Continue the sum with these bytes.
     * @param bytes the next piece of the sequence, any length and alignment
     * @return this, to chain calls
     */
    InternetChecksum& Add(std::span<const uint8_t> bytes)
    {
        const uint16_t sum = Fold(NativeSum(bytes));
        m_sum += m_odd ? Swap(sum) : sum;
        m_odd ^= (bytes.size() & 1) != 0;
        return *this;
    }

    /**
     * @brief Continue the sum with a 16-bit word.
     * @param word the value in host order, summed as the two bytes it has on the wire
     * @return this, to chain calls
     */
    InternetChecksum& AddWord(uint16_t word)
    {
        const bool swap = (std::endian::native == std::endian::little) != m_odd;
        m_sum += swap ? Swap(word) : word;
        return *this;
    }

    /**
     * @brief Continue the sum with a 32-bit word, such as an address of a pseudo-header.
     * @param word the value in host order
     * @return this, to chain calls
     */
    InternetChecksum& AddDoubleWord(uint32_t word)
    {
        return AddWord(static_cast<uint16_t>(word >> 16)).AddWord(static_cast<uint16_t>(word));
    }

    /**
     * @brief Continue the sum with all bytes of another one.
     * @param next the sum of the bytes that follow, taken as a sequence of its own
     * @return this, to chain calls
     */
    InternetChecksum& Append(const InternetChecksum& next)
    {
        const uint16_t sum = Fold(next.m_sum);
        m_sum += m_odd ? Swap(sum) : sum;
        m_odd ^= next.m_odd;
        return *this;
    }

    /// @return the sum in host order; 0xffff over bytes that contain their own right checksum
    uint16_t Sum() const
    {
        const uint16_t sum = Fold(m_sum);
        return std::endian::native == std::endian::little ? Swap(sum) : sum;
    }

    /// @return the checksum field in host order: the complement of the sum
    uint16_t Value() const
    {
        return static_cast<uint16_t>(~Sum());
    }

  private:
    static constexpr uint16_t Swap(uint16_t word)
    {
        return static_cast<uint16_t>(word << 8 | word >> 8);
    }

    /// Adds the carries back until 16 bits remain.
    static constexpr uint16_t Fold(uint64_t sum)
    {
        sum = (sum & 0xffffffff) + (sum >> 32);
        sum = (sum & 0xffff) + (sum >> 16);
        sum = (sum & 0xffff) + (sum >> 16);
        sum = (sum & 0xffff) + (sum >> 16);
        return static_cast<uint16_t>(sum);
    }

    /// The sum of the bytes as native 16-bit words, an odd last byte padded with zero.
    static uint64_t NativeSum(std::span<const uint8_t> bytes)
    {
        uint64_t sum = 0;
        const uint8_t* at = bytes.data();
        size_t left = bytes.size();
        for (; left >= 8; at += 8, left -= 8)
        {
            AddLoaded<uint64_t, 8>(sum, at);
        }
        if ((left & 4) != 0)
        {
            AddLoaded<uint32_t, 4>(sum, at);
            at += 4;
        }
        if ((left & 2) != 0)
        {
            AddLoaded<uint16_t, 2>(sum, at);
            at += 2;
        }
        if ((left & 1) != 0)
        {
            AddLoaded<uint16_t, 1>(sum, at);
        }
        return sum;
    }

    /// Adds the word whose first bytes are at any address; what it has more of is zero.
    template <class Word, size_t size>
    static void AddLoaded(uint64_t& sum, const uint8_t* at)
    {
        Word word = 0;
        std::memcpy(&word, at, size);
        sum += word;
        sum += sum < word; // the carry out of bit 63 has the weight of bit 0
    }

    uint64_t m_sum{0}; ///< native byte order; each piece adds 16 bits at most, so it cannot wrap
    bool m_odd{false}; ///< an odd number of bytes so far
};

/// @return the checksum field, in host order, of bytes in which that field is zero
inline uint16_t
ChecksumOf(std::span<const uint8_t> bytes)
{
    return InternetChecksum{}.Add(bytes).Value();
}

/**
 * @brief The checksum after one of the words that it covers has changed (a TTL, an address half).
 * @param checksum the field before the change
 * @param before the 16-bit word before the change
 * @param after the 16-bit word after the change
 * @return the field after the change; all in host order
 * @see RFC 1624 §3, equation 3
 */
constexpr uint16_t
UpdateChecksum(uint16_t checksum, uint16_t before, uint16_t after)
{
    uint32_t sum = static_cast<uint16_t>(~checksum);
    sum += static_cast<uint16_t>(~before);
    sum += after;
    sum = (sum & 0xffff) + (sum >> 16);
    sum = (sum & 0xffff) + (sum >> 16);
    return static_cast<uint16_t>(~sum);
}

} // namespace ns3::vnlab

#endif // VNLAB_INTERNET_CHECKSUM_H
