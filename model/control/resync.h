// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RESYNC_H
#define VNLAB_RESYNC_H

#include "model/control/control-message.h"

#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

/// An agent that is being brought up to date, after its channel broke.
struct Resync
{
    std::vector<ControlMessage> acks; ///< that its kResume has, and are on their way
    std::vector<uint64_t> updates;    ///< that it missed; done when all is acknowledged
    uint32_t unacknowledged{0};       ///< messages
    uint32_t refused{0};              ///< rules
};

/**
 * @brief What an agent lacks after some updates that it missed: of each rule the last that was said.
 *
 * A rule that came and went meanwhile is erased all the same, since nobody keeps what it was before;
 * so an agent takes it for done that a rule is not there.
 * @param missed in the order in which they were sent
 * @return updates kResync: what goes before what comes
 */
std::vector<ControlMessage> DifferenceOf(EnforcementPoint at,
                                         const std::vector<ControlMessage>& missed);

} // namespace ns3::vnlab

#endif // VNLAB_RESYNC_H
