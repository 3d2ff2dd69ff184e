// SPDX-License-Identifier: GPL-2.0-only
#include "model/spec/portable-random.h"
#include "model/substrate/placement.h"
#include "model/substrate/placer.h"

#include <optional>
#include <random>

namespace ns3::vnlab
{

namespace
{

std::optional<uint32_t>
DrawHost(const HostRoom& room, std::mt19937_64& random, uint32_t hosts, uint32_t slots)
{
    if (room.Most() < slots)
    {
        return std::nullopt;
    }
    auto host = static_cast<uint32_t>(DrawBelow(random, hosts));
    while (room.Of(host) < slots)
    {
        host = static_cast<uint32_t>(DrawBelow(random, hosts));
    }
    return host;
}

class RandomHost : public PlacementPolicy
{
  public:
    std::string_view Name() const override
    {
        return "random";
    }

    std::string_view Description() const override
    {
        return "each VM on a host drawn uniformly from those with room";
    }

    std::vector<HostId> Place(const PlacementRequest& request, const OwnKeys&) const override
    {
        Placer placer(request);
        std::mt19937_64 random(request.seed);
        for (uint32_t vm = 0; vm < request.slotsOfVm.size(); ++vm)
        {
            placer.Put(vm, DrawHost(placer.Room(), random, request.hosts, request.slotsOfVm[vm]));
        }
        return placer.Finish();
    }
};

const PlacementPolicyRegistration kRandomHost{std::make_unique<RandomHost>()};

} // namespace

} // namespace ns3::vnlab
