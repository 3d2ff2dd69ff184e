// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PROBE_SERVICES_H
#define VNLAB_PROBE_SERVICES_H

#include "model/cloud/tenant-view.h"
#include "model/spec/specification.h"

#include <optional>
#include <vector>

namespace ns3::vnlab
{

/// What two VMs may speak: nothing where there is no link; an empty list means everything.
using Permission = std::optional<std::vector<Service>>;

/**
 * @return a service for each thing that `after` permits and `before` does not, as a packet can have
 *         it: of a whole protocol, a port that makes the difference; of everything, UDP or else TCP.
 *         Empty where nothing is gained, or where no packet of TCP or UDP shows it.
 */
std::vector<Service> ServicesGained(const Permission& before, const Permission& after);

/// @return whether `after` permits something that `before` does not
bool Gains(const Permission& before, const Permission& after);

/// A link that a change concerns.
struct LinkChange
{
    VnicId a;
    VnicId b;
    Permission before;
    Permission after;
};

/// @return the links of which a delta changes what they permit, ascending
std::vector<LinkChange> LinkChanges(const ViewDelta& delta);

} // namespace ns3::vnlab

#endif // VNLAB_PROBE_SERVICES_H
