// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/placement.h"
#include "model/substrate/placer.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// Gives a tenant's VMs to the rack that takes most of them, and its rest likewise.
class RackPlacer
{
  public:
    explicit RackPlacer(const PlacementRequest& request)
        : m_request(request),
          m_placer(request)
    {
    }

    std::vector<HostId> Run();

  private:
    /// Which VMs a rack takes, and on which hosts.
    struct RackFill
    {
        uint64_t slots{0};
        std::vector<std::pair<uint32_t, uint32_t>> hostOfVm;
        std::vector<uint32_t> rest; ///< VMs that the rack has no room for
    };

    RackFill BestRack(uint32_t start, const std::vector<uint32_t>& vms) const;
    RackFill TryRack(uint32_t rack, const std::vector<uint32_t>& vms) const;

    const PlacementRequest& m_request;
    Placer m_placer;
    std::vector<uint64_t> m_roomOfRack; ///< in slots
};

/// Each tenant's VMs go to the rack that takes most of them, the rest of them likewise, and so on.
std::vector<HostId>
RackPlacer::Run()
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
                m_placer.Put(vms.front(), std::nullopt);
            }
            for (const auto& [vm, host] : fill.hostOfVm)
            {
                m_placer.Put(vm, host);
                m_roomOfRack[host / m_request.hostsPerRack] -= m_request.slotsOfVm[vm];
            }
            vms = std::move(fill.rest);
        }
    }
    return m_placer.Finish();
}

/// @return what the rack takes that takes the most; of equals the first, going round from `start`
RackPlacer::RackFill
RackPlacer::BestRack(uint32_t start, const std::vector<uint32_t>& vms) const
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
RackPlacer::RackFill
RackPlacer::TryRack(uint32_t rack, const std::vector<uint32_t>& vms) const
{
    const uint32_t first = rack * m_request.hostsPerRack;
    const uint32_t count = std::min(m_request.hostsPerRack, m_request.hosts - first);
    std::vector<uint32_t> room(count);
    for (uint32_t i = 0; i < count; ++i)
    {
        room[i] = m_placer.Room().Of(first + i);
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

/// Where VMs take one slot each, no placement uses fewer racks in what the tenants before left free.
class TenantAffine : public PlacementPolicy
{
  public:
    std::string_view Name() const override
    {
        return "tenant-affine";
    }

    std::string_view Description() const override
    {
        return "a tenant's VMs in as few racks as possible, beginning with tenant t at rack t "
               "modulo racks";
    }

    std::vector<HostId> Place(const PlacementRequest& request, const OwnKeys&) const override
    {
        return RackPlacer(request).Run();
    }
};

const PlacementPolicyRegistration kTenantAffine{std::make_unique<TenantAffine>()};

} // namespace

} // namespace ns3::vnlab
