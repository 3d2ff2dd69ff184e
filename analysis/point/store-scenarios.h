// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_STORE_SCENARIOS_H
#define VNLAB_STORE_SCENARIOS_H

#include "analysis/point/outline.h"
#include "analysis/result/result-store.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// Stands for a key that a scenario does not have.
inline constexpr const char* kAbsentValue = "(absent)";

/// A scenario of a store.
struct ToldScenario
{
    /// Its parameters are those of every scenario of the store, swept or edited (StoreScenarios).
    StoredScenario stored;
    ScenarioOutline outline; ///< without its values
};

/// The scenarios of a store, told apart: those with the same parameters depend on the same keys.
struct StoreScenarios
{
    std::vector<ToldScenario> scenarios; ///< sorted by text
    /// Parameters that no sweep has set: keys that were edited between sweeps. Of those that always
    /// differ together one stands here, with the others.
    std::map<std::string, std::vector<std::string>> edited;
};

/**
 * @brief Reads which scenarios a store has. Memory grows with what differs between them.
 *
 * A key that one sweep set and another did not has the value of the scenario's text. A key that
 * differs because a swept one beside it chose another kind, such as that of `[substrate.pack]`
 * under "substrate.placement", is not edited.
 */
StoreScenarios ReadScenarios(const ResultStore& store, const ReadOutline& outline);

} // namespace ns3::vnlab

#endif // VNLAB_STORE_SCENARIOS_H
