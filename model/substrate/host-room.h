// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HOST_ROOM_H
#define VNLAB_HOST_ROOM_H

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::vnlab
{

/// The room that each host still has, in slots; finds the next host with enough in O(log hosts).
class HostRoom
{
  public:
    /// @param hosts at least 1
    HostRoom(uint32_t hosts, uint32_t slotsPerHost)
        : m_leaves(std::bit_ceil(hosts)),
          m_most(2 * size_t{m_leaves}, 0)
    {
        std::fill_n(m_most.begin() + m_leaves, hosts, slotsPerHost);
        for (uint32_t node = m_leaves - 1; node > 0; --node)
        {
            m_most[node] = std::max(m_most[2 * node], m_most[2 * node + 1]);
        }
    }

    uint32_t Of(uint32_t host) const
    {
        return m_most[m_leaves + host];
    }

    /// @return the room of the host that has the most
    uint32_t Most() const
    {
        return m_most[1];
    }

    void Take(uint32_t host, uint32_t slots)
    {
        uint32_t node = m_leaves + host;
        m_most[node] -= slots;
        for (node /= 2; node > 0; node /= 2)
        {
            m_most[node] = std::max(m_most[2 * node], m_most[2 * node + 1]);
        }
    }

    /// @param slots at least 1
    /// @return the first host at or after `from` with that much room, or nothing
    std::optional<uint32_t> Next(uint32_t from, uint32_t slots) const
    {
        uint32_t node = m_leaves + from;
        while (m_most[node] < slots)
        {
            while (node % 2 == 1) // nothing to the right under this parent
            {
                node /= 2;
            }
            if (node == 0)
            {
                return std::nullopt;
            }
            ++node;
        }
        while (node < m_leaves)
        {
            node = m_most[2 * node] >= slots ? 2 * node : 2 * node + 1;
        }
        return node - m_leaves;
    }

    /// @return as Next(), beginning again at host 0 after the last
    std::optional<uint32_t> NextAround(uint32_t from, uint32_t slots) const
    {
        const std::optional<uint32_t> after = Next(from, slots);
        return after ? after : Next(0, slots);
    }

  private:
    uint32_t m_leaves;            ///< a power of two
    std::vector<uint32_t> m_most; ///< heap-ordered tree: the most room of a host under each node
};

} // namespace ns3::vnlab

#endif // VNLAB_HOST_ROOM_H
