// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REHEARSAL_H
#define VNLAB_REHEARSAL_H

#include "scenarios/vnlab/scenario/scenario.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// What a design says of a scenario.
struct DesignWord
{
    std::string design; ///< as the scenario names it
    std::string word;   ///< such as "refuses these tenants: …"

    /// @return "DESIGN: …"
    std::string ToString() const
    {
        return design + ": " + word;
    }
};

/// What designs say of a scenario before anything is simulated.
struct Rehearsal
{
    std::vector<DesignWord> refusals; ///< of designs under which a run would fail: why
    std::vector<DesignWord> warnings; ///< what is odd about the scenario, but stops nothing
};

/**
 * @brief Does what a run does up to the first packet, and again at each change of a specification:
 *        plans the VMs, asks the designs and compiles their rules, by the functions that a run uses.
 *        Rules of more than 100,000 VMs are not compiled; a warning says so.
 * @param scenario its checks have passed
 * @param changes so many of them at most, in the order in which they happen
 */
Rehearsal Rehearse(const Scenario& scenario, size_t changes = SIZE_MAX);

} // namespace ns3::vnlab

#endif // VNLAB_REHEARSAL_H
