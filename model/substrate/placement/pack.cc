// SPDX-License-Identifier: GPL-2.0-only
#include "model/substrate/placement/pack.h"

#include "model/substrate/placement.h"
#include "model/substrate/placer.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace ns3::vnlab
{

void
PackKeys::Visit(KeyVisitor& keys, const Key& like)
{
    keys.Number(Named(like, "fill", "fraction of a host's slots to fill before the next host's"),
                fill,
                {0.01, 1});
}

namespace
{

class Pack : public PlacementPolicy
{
  public:
    std::string_view Name() const override
    {
        return "pack";
    }

    std::string_view Description() const override
    {
        return "each VM on the first host with room: host 0 until it is filled, then host 1, and "
               "so on";
    }

    std::unique_ptr<OwnKeys> MakeKeys() const override
    {
        return std::make_unique<PackKeys>();
    }

    std::vector<HostId> Place(const PlacementRequest& request, const OwnKeys& keys) const override
    {
        // To the nearest slot, and at least one, so that every host counts.
        const double fill = dynamic_cast<const PackKeys&>(keys).fill;
        const auto filled =
            std::max(1U, static_cast<uint32_t>(std::lround(fill * request.slotsPerHost)));
        Placer placer(request);
        HostRoom toFill(request.hosts, std::min(filled, request.slotsPerHost));
        for (uint32_t vm = 0; vm < request.slotsOfVm.size(); ++vm)
        {
            const uint32_t slots = request.slotsOfVm[vm];
            std::optional<uint32_t> host = toFill.Next(0, slots);
            host = host ? host : placer.Room().Next(0, slots);
            placer.Put(vm, host);
            toFill.Take(*host, std::min(slots, toFill.Of(*host)));
        }
        return placer.Finish();
    }
};

const PlacementPolicyRegistration kPack{std::make_unique<Pack>()};

} // namespace

} // namespace ns3::vnlab
