// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_UPDATE_STEPS_H
#define VNLAB_UPDATE_STEPS_H

#include "model/rule/rule.h"

#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

/// In which order the rules of a change reach their places.
enum class UpdateOrder : uint8_t
{
    kNaive,           ///< each place takes its part at once, what goes before what comes
    kAddBeforeRemove, ///< nothing goes before all that comes is there
    /// What packets meet inside comes first and goes last; in between, the rules at the ingress are
    /// replaced (Reitblatt et al., SIGCOMM 2012, section 4).
    kTwoPhase,
};

/// Rules of a change that are to be at their places before those of the next step leave.
struct UpdateStep
{
    RuleDelta rules;
    bool waitsForPackets{false}; ///< until those are gone that were let in before
};

/// @return the steps of a change, none of them empty; of an empty change, one that is
std::vector<UpdateStep> StepsOf(RuleDelta change, UpdateOrder order);

} // namespace ns3::vnlab

#endif // VNLAB_UPDATE_STEPS_H
