// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REGISTRATION_TURNS_H
#define VNLAB_REGISTRATION_TURNS_H

#include "model/rule/enforcement-point.h"

#include <algorithm>
#include <iterator>
#include <vector>

namespace ns3::vnlab
{

/// Places in the turns in which they register: an agent in a VM is reached through its host.
struct RegistrationTurns
{
    explicit RegistrationTurns(const std::vector<EnforcementPoint>& places)
    {
        std::ranges::partition_copy(places,
                                    std::back_inserter(hooks),
                                    std::back_inserter(infrastructure),
                                    [](EnforcementPoint at)
                                    { return at.kind == PlaceKind::kVmHook; });
    }

    std::vector<EnforcementPoint> infrastructure; ///< hosts and switches
    std::vector<EnforcementPoint> hooks;          ///< in VMs
};

} // namespace ns3::vnlab

#endif // VNLAB_REGISTRATION_TURNS_H
