// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_POINT_MATCH_H
#define VNLAB_POINT_MATCH_H

#include "analysis/result/result-store.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// A point of a sweep in one store or in both.
struct MatchedPoint
{
    std::string where; ///< its parameters, "tenants.count = 10, …"; "" without any
    std::optional<StoredScenario> before;
    std::optional<StoredScenario> after;
};

/**
 * @brief Finds for each scenario of one store the one of the other that it is to be compared with.
 *
 * The same text matches itself. Of the others, those match that are alone in their store with their
 * parameters: the scenario, or what vnlab writes into the resolved one, has changed. The rest is in
 * one store only. Points come in the order of their parameters; where several have the same, `where`
 * numbers them.
 */
std::vector<MatchedPoint> MatchPoints(const std::vector<StoredScenario>& before,
                                      const std::vector<StoredScenario>& after);

} // namespace ns3::vnlab

#endif // VNLAB_POINT_MATCH_H
