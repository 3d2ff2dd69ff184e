// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plots.h"

#include <algorithm>
#include <iterator>

namespace ns3::vnlab
{

std::vector<std::filesystem::path>
DrawPlots(const Comparison& comparison, const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder);
    std::vector<std::filesystem::path> drawn;
    for (auto make : {ConfigurationPlot, ReconfigurationPlot, CompromisePlot})
    {
        if (const std::optional<Plot> plot = make(comparison))
        {
            std::ranges::move(DrawPlot(*plot, folder), std::back_inserter(drawn));
        }
    }
    return drawn;
}

} // namespace ns3::vnlab
