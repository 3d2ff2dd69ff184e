// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MANUAL_CONFIGURATION_H
#define VNLAB_MANUAL_CONFIGURATION_H

#include "model/spec/specification.h"

#include <cstdint>

namespace ns3::vnlab
{

/// What an operator configures by hand.
struct ManualCount
{
    uint64_t links{0};     ///< tunnels, one a virtual link
    uint64_t endpoints{0}; ///< tunnel ends, two a link
    uint64_t settings{0};  ///< values entered

    bool operator==(const ManualCount&) const = default;
};

/**
 * @brief Counts what an operator would type if each virtual link were a tunnel that is configured
 *        by hand at both of its ends.
 *
 * Counted by walking from VM to VM and over the links of each, as the operator does; the closed
 * forms of DESIGN section 5 come out of it and are not in it.
 *
 * @param specification the wanted links
 * @param settingsPerEndpoint values entered at each end of a tunnel: 1 is the other end's address
 *        alone; 2 over a full mesh of n + 1 nodes gives the literature's 2n(n+1)
 */
ManualCount CountManualConfiguration(const Specification& specification,
                                     uint32_t settingsPerEndpoint = 1);

} // namespace ns3::vnlab

#endif // VNLAB_MANUAL_CONFIGURATION_H
