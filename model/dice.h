// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_DICE_H
#define VNLAB_DICE_H

#include "model/dice-purpose.h"

#include <cstdint>

namespace ns3::vnlab
{

/**
 * @brief Random numbers by counter: the n-th throw of a VM is the same under every design, whatever
 * else happens in between. That is what makes designs comparable on the same seed.
 *
 * A throw is named by what it is for, whose it is (DrawNumber()), and a counter. The mix is SplitMix64's (Steele et
 * al., OOPSLA 2014), once for each of them.
 */
class Dice
{
  public:
    Dice(uint64_t seed, uint32_t run)
        : m_key(Mix(Mix(seed) ^ run))
    {
    }

    /// @return uniform in [0, 1)
    double Uniform(const DicePurpose& purpose, uint64_t who, uint64_t counter) const
    {
        return static_cast<double>(Throw(purpose, who, counter) >> 11) * 0x1p-53;
    }

    /// @return uniform in 0 … bound − 1
    uint32_t Below(uint32_t bound, const DicePurpose& purpose, uint64_t who, uint64_t counter) const
    {
        return static_cast<uint32_t>((Throw(purpose, who, counter) >> 32) * uint64_t{bound} >> 32);
    }

    /// @return 64 random bits, such as a seed
    uint64_t Number(const DicePurpose& purpose, uint64_t who, uint64_t counter) const
    {
        return Throw(purpose, who, counter);
    }

  private:
    static uint64_t Mix(uint64_t value)
    {
        value += 0x9e3779b97f4a7c15;
        value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9;
        value = (value ^ value >> 27) * 0x94d049bb133111eb;
        return value ^ value >> 31;
    }

    uint64_t Throw(const DicePurpose& purpose, uint64_t who, uint64_t counter) const
    {
        return Mix(Mix(Mix(m_key ^ purpose.Number()) ^ who) ^ counter);
    }

    uint64_t m_key;
};

} // namespace ns3::vnlab

#endif // VNLAB_DICE_H
