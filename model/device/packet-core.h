// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PACKET_CORE_H
#define VNLAB_PACKET_CORE_H

#include <algorithm>
#include <cstdint>

namespace ns3::vnlab
{

/**
 * @brief A core that works on packets one after the other, in the order in which it is given them.
 *
 * No events: when a packet comes, it is known when the core is done with those before. Times are in
 * picoseconds, since a map lookup takes less than a nanosecond is long.
 */
class PacketCore
{
  public:
    /// @return when the core turns to a packet that comes at a time
    int64_t TurnsTo_ps(int64_t at_ps) const
    {
        return std::max(at_ps, m_freeAt_ps);
    }

    /// The core is busy until then, if it is not for longer.
    void Occupy(int64_t until_ps)
    {
        m_freeAt_ps = std::max(m_freeAt_ps, until_ps);
    }

  private:
    int64_t m_freeAt_ps{0};
};

/// A packet on a core: from when it comes until the core is done with it.
struct PacketWork
{
    PacketCore* core{nullptr}; ///< nullptr: none, and work takes no time
    bool isWeightless{false};  ///< it waits for others, but they do not for it
    int64_t readyAt_ps{0};     ///< when the core is done with it

    /// The packet takes so much longer.
    void Take(int64_t work_ps)
    {
        if (!core)
        {
            return;
        }
        readyAt_ps += work_ps;
        if (!isWeightless)
        {
            core->Occupy(readyAt_ps);
        }
    }
};

/// @return the nanosecond in which something that is ready at a picosecond can go on
constexpr int64_t
CeilToNs(int64_t time_ps)
{
    return (time_ps + 999) / 1000;
}

} // namespace ns3::vnlab

#endif // VNLAB_PACKET_CORE_H
