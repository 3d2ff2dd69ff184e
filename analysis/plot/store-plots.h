// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_STORE_PLOTS_H
#define VNLAB_STORE_PLOTS_H

#include "analysis/plot/plot-data.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/// One kind of plot, as users name it.
struct PlotKind
{
    std::string_view name;
    std::string_view summary; ///< one line
};

/// @return every kind
std::span<const PlotKind> PlotKinds();

/// Which plots of a store to draw.
struct PlotWish
{
    std::optional<std::string> metric{}; ///< of a heat map, the names' common beginning
    std::optional<std::string> kind{};   ///< none: what suits the metric
    PlotKeys keys{};
    PlotFormats formats{kAllFormats};
    bool force{false}; ///< overwrites files that vnlab has not written
};

/**
 * @brief Draws plots of a store into @p folder, which is created if absent: the one of a metric, or
 *        without a metric all that there is data for.
 * @return the image files; none where the store has no run that went through
 * @throws InputError naming the nearest known name where a metric, kind or key is unknown, and
 *         where there is no data for what was asked for
 * @throws std::runtime_error as DrawPlot
 */
std::vector<std::filesystem::path> DrawStorePlots(const ResultStore& store,
                                                  const ReadOutline& outline,
                                                  const PlotWish& wish,
                                                  const std::filesystem::path& folder);

} // namespace ns3::vnlab

#endif // VNLAB_STORE_PLOTS_H
