// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_OUTLINE_H
#define VNLAB_OUTLINE_H

#include "analysis/result/run-result.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// What reports and plots need to know of a resolved scenario.
struct ScenarioOutline
{
    std::string title;
    std::vector<std::string> designs; ///< in the scenario's order
    /// The same for scenarios that differ in seed and number of runs only: their runs are one point.
    std::string sameAs;
    bool moves{false}; ///< has attacks or changes
    /// What runs depend on, by key, such as "tenants[0].count": not the title, the list of designs,
    /// the seed and the number of runs.
    std::map<std::string, Parameter> values{};
    std::string
        switchPrices{}; ///< what rules cost at the fabric's switches, in words; "": not known
};

/// @return the outline of a resolved scenario's text, whatever version of vnlab wrote it
using ReadOutline = std::function<ScenarioOutline(const std::string& text)>;

} // namespace ns3::vnlab

#endif // VNLAB_OUTLINE_H
