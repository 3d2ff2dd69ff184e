// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/placement.h"
#include "model/substrate/placer.h"

namespace ns3::vnlab
{

namespace
{

class RoundRobin : public PlacementPolicy
{
  public:
    std::string_view Name() const override
    {
        return "round-robin";
    }

    std::string_view Description() const override
    {
        return "VM i on host i modulo hosts, or on the next one with room";
    }

    std::vector<HostId> Place(const PlacementRequest& request, const OwnKeys&) const override
    {
        Placer placer(request);
        for (uint32_t vm = 0; vm < request.slotsOfVm.size(); ++vm)
        {
            placer.Put(vm, placer.Room().NextAround(vm % request.hosts, request.slotsOfVm[vm]));
        }
        return placer.Finish();
    }
};

const PlacementPolicyRegistration kRoundRobin{std::make_unique<RoundRobin>()};

} // namespace

} // namespace ns3::vnlab
