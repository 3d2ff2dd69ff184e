// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DRAW_H
#define VNLAB_DRAW_H

#include "model/spec/portable-random.h"
#include "test/hook/hook-fixtures.h"

#include <cstdint>
#include <random>

namespace ns3::vnlab
{

/// Random choices for test inputs: the same seed gives the same ones on every machine, if no two of
/// them are arguments of one call (compilers differ in which they evaluate first).
class Draw
{
  public:
    explicit Draw(uint64_t seed)
        : m_generator(seed)
    {
    }

    /// @return 0 … bound − 1
    uint32_t Below(uint32_t bound)
    {
        return static_cast<uint32_t>(DrawBelow(m_generator, bound));
    }

    /// @return first … last
    uint32_t Between(uint32_t first, uint32_t last)
    {
        return first + Below(last - first + 1);
    }

    /// @return true once in `n` times
    bool OneIn(uint32_t n)
    {
        return Below(n) == 0;
    }

    /// @return any 32 bits
    uint32_t Word()
    {
        return static_cast<uint32_t>(m_generator() >> 32);
    }

    /// @return one of the choices
    template <class T, size_t n>
    T Of(const T (&choices)[n])
    {
        return choices[Below(n)];
    }

    /// @return one index of a range that is not empty
    template <class Range>
    size_t IndexIn(const Range& range)
    {
        return Below(static_cast<uint32_t>(range.size()));
    }

    /// @return any bytes
    Bytes Noise(size_t count)
    {
        Bytes bytes(count);
        for (uint8_t& byte : bytes)
        {
            byte = static_cast<uint8_t>(Word());
        }
        return bytes;
    }

    /// @return a unicast Ethernet address
    Mac Station()
    {
        Mac mac{0x02};
        for (size_t i = 1; i < mac.size(); ++i)
        {
            mac[i] = static_cast<uint8_t>(Word());
        }
        return mac;
    }

    /// @return an IPv4 address
    Ip Address()
    {
        uint32_t word = Word();
        return {uint8_t(word >> 24), uint8_t(word >> 16), uint8_t(word >> 8), uint8_t(word)};
    }

  private:
    std::mt19937_64 m_generator;
};

} // namespace ns3::vnlab

#endif // VNLAB_DRAW_H
