// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/placement.h"

#include "model/spec/portable-random.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>

namespace ns3::vnlab
{

namespace
{

constexpr std::array<std::string_view, 4> kNames{"round-robin", "pack", "random", "tenant-affine"};

/// The room that each host still has; finds the next host with enough in O(log hosts).
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

class Placer
{
  public:
    explicit Placer(const PlacementRequest& request)
        : m_request(request),
          m_room(request.hosts, request.slotsPerHost),
          m_random(request.seed),
          m_hostOfVm(request.slotsOfVm.size())
    {
    }

    std::vector<HostId> Run()
    {
        if (m_request.policy == PlacementPolicy::kTenantAffine)
        {
            PlaceByTenant();
            return std::move(m_hostOfVm);
        }
        for (uint32_t vm = 0; vm < m_hostOfVm.size(); ++vm)
        {
            Put(vm, HostFor(vm, m_request.slotsOfVm[vm]));
        }
        return std::move(m_hostOfVm);
    }

  private:
    std::optional<uint32_t> HostFor(uint32_t vm, uint32_t slots)
    {
        switch (m_request.policy)
        {
        case PlacementPolicy::kRoundRobin:
            return m_room.NextAround(vm % m_request.hosts, slots);
        case PlacementPolicy::kRandom:
            return DrawHost(slots);
        default:
            return m_room.Next(0, slots);
        }
    }

    std::optional<uint32_t> DrawHost(uint32_t slots)
    {
        if (!m_room.Next(0, slots))
        {
            return std::nullopt;
        }
        auto host = static_cast<uint32_t>(DrawBelow(m_random, m_request.hosts));
        while (m_room.Of(host) < slots)
        {
            host = static_cast<uint32_t>(DrawBelow(m_random, m_request.hosts));
        }
        return host;
    }

    void Put(uint32_t vm, std::optional<uint32_t> host)
    {
        const uint32_t slots = m_request.slotsOfVm[vm];
        if (!host)
        {
            throw std::invalid_argument("VM " + std::to_string(vm) + " of " +
                                        std::to_string(m_hostOfVm.size()) + " takes " +
                                        std::to_string(slots) + " slots; of the " +
                                        std::to_string(m_request.hosts) + " hosts with " +
                                        std::to_string(m_request.slotsPerHost) +
                                        " slots each, the one with the most room has " +
                                        std::to_string(m_room.Most()) + " left");
        }
        m_room.Take(*host, slots);
        m_hostOfVm[vm] = HostId{*host};
    }

    /// Which VMs a rack takes, and on which hosts.
    struct RackFill
    {
        uint64_t slots{0};
        std::vector<std::pair<uint32_t, uint32_t>> hostOfVm;
        std::vector<uint32_t> rest; ///< VMs that the rack has no room for
    };

    void PlaceByTenant();
    RackFill BestRack(uint32_t start, const std::vector<uint32_t>& vms) const;
    RackFill TryRack(uint32_t rack, const std::vector<uint32_t>& vms) const;

    const PlacementRequest& m_request;
    HostRoom m_room;
    std::mt19937_64 m_random;
    std::vector<HostId> m_hostOfVm;
    std::vector<uint64_t> m_roomOfRack; ///< in slots; of kTenantAffine only
};

/// Each tenant's VMs go to the rack that takes most of them, the rest of them likewise, and so on.
void
Placer::PlaceByTenant()
{
    const uint32_t racks =
        m_request.hosts / m_request.hostsPerRack + (m_request.hosts % m_request.hostsPerRack != 0);
    m_roomOfRack.assign(racks, 0);
    for (uint32_t host = 0; host < m_request.hosts; ++host)
    {
        m_roomOfRack[host / m_request.hostsPerRack] += m_request.slotsPerHost;
    }
    uint32_t next = 0;
    for (size_t tenant = 0; tenant < m_request.vmsOfTenant.size(); ++tenant)
    {
        std::vector<uint32_t> vms(m_request.vmsOfTenant[tenant]);
        std::iota(vms.begin(), vms.end(), next);
        next += m_request.vmsOfTenant[tenant];
        while (!vms.empty())
        {
            RackFill fill = BestRack(static_cast<uint32_t>(tenant % racks), vms);
            if (fill.hostOfVm.empty())
            {
                Put(vms.front(), std::nullopt);
            }
            for (const auto& [vm, host] : fill.hostOfVm)
            {
                Put(vm, host);
                m_roomOfRack[host / m_request.hostsPerRack] -= m_request.slotsOfVm[vm];
            }
            vms = std::move(fill.rest);
        }
    }
}

/// @return what the rack takes that takes the most; of equals the first, going round from `start`
Placer::RackFill
Placer::BestRack(uint32_t start, const std::vector<uint32_t>& vms) const
{
    RackFill best;
    best.rest = vms;
    for (uint32_t i = 0; i < m_roomOfRack.size() && !best.rest.empty(); ++i)
    {
        const auto rack = static_cast<uint32_t>((uint64_t{start} + i) % m_roomOfRack.size());
        if (m_roomOfRack[rack] > best.slots)
        {
            RackFill fill = TryRack(rack, vms);
            if (fill.slots > best.slots)
            {
                best = std::move(fill);
            }
        }
    }
    return best;
}

/// @return what the rack takes where each VM, in order, goes to its first host with room
Placer::RackFill
Placer::TryRack(uint32_t rack, const std::vector<uint32_t>& vms) const
{
    const uint32_t first = rack * m_request.hostsPerRack;
    const uint32_t count = std::min(m_request.hostsPerRack, m_request.hosts - first);
    std::vector<uint32_t> room(count);
    for (uint32_t i = 0; i < count; ++i)
    {
        room[i] = m_room.Of(first + i);
    }
    RackFill fill;
    for (auto vm = vms.begin(); vm != vms.end(); ++vm)
    {
        if (fill.slots == m_roomOfRack[rack])
        {
            fill.rest.insert(fill.rest.end(), vm, vms.end());
            break;
        }
        const uint32_t slots = m_request.slotsOfVm[*vm];
        const auto host = std::ranges::find_if(room, [slots](uint32_t r) { return r >= slots; });
        if (host == room.end())
        {
            fill.rest.push_back(*vm);
            continue;
        }
        *host -= slots;
        fill.slots += slots;
        fill.hostOfVm.emplace_back(*vm, first + static_cast<uint32_t>(host - room.begin()));
    }
    return fill;
}

void
Check(const PlacementRequest& request)
{
    const uint64_t vms =
        std::accumulate(request.vmsOfTenant.begin(), request.vmsOfTenant.end(), uint64_t{0});
    if (vms != request.slotsOfVm.size())
    {
        throw std::invalid_argument("the tenants have " + std::to_string(vms) +
                                    " VMs, but slots are given for " +
                                    std::to_string(request.slotsOfVm.size()));
    }
    if (std::ranges::find(request.slotsOfVm, 0U) != request.slotsOfVm.end())
    {
        throw std::invalid_argument("a VM takes 0 slots; accepted is at least 1");
    }
    if (request.hostsPerRack == 0)
    {
        throw std::invalid_argument("a rack has 0 hosts; accepted is at least 1");
    }
    const uint64_t needed =
        std::accumulate(request.slotsOfVm.begin(), request.slotsOfVm.end(), uint64_t{0});
    const uint64_t room = uint64_t{request.hosts} * request.slotsPerHost;
    if (needed > room)
    {
        throw std::invalid_argument(std::to_string(vms) + " VMs take " + std::to_string(needed) +
                                    " slots, but " + std::to_string(request.hosts) +
                                    " hosts with " + std::to_string(request.slotsPerHost) +
                                    " slots each have " + std::to_string(room));
    }
}

} // namespace

std::vector<HostId>
PlaceVms(const PlacementRequest& request)
{
    Check(request);
    return request.slotsOfVm.empty() ? std::vector<HostId>{} : Placer(request).Run();
}

std::string_view
ToString(PlacementPolicy policy)
{
    return kNames.at(static_cast<size_t>(policy));
}

std::optional<PlacementPolicy>
ParsePlacementPolicy(std::string_view text)
{
    const auto name = std::ranges::find(kNames, text);
    return name == kNames.end()
             ? std::nullopt
             : std::optional(static_cast<PlacementPolicy>(name - kNames.begin()));
}

} // namespace ns3::vnlab
