// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/plots.h"

#include <algorithm>
#include <iterator>

namespace ns3::vnlab
{

std::vector<std::filesystem::path>
DrawPlots(const Comparison& comparison, const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder);
    std::vector<std::optional<Plot>> plots{
        ConfigurationPlot(comparison), ReconfigurationPlot(comparison), ExperiencePlot(comparison)};
    for (const std::string& attack : AttacksOf(comparison))
    {
        plots.push_back(CompromisePlot(comparison, attack));
    }
    std::vector<std::filesystem::path> drawn;
    for (const std::optional<Plot>& plot : plots)
    {
        if (plot)
        {
            std::ranges::move(DrawPlot(*plot, folder), std::back_inserter(drawn));
        }
    }
    return drawn;
}

} // namespace ns3::vnlab
