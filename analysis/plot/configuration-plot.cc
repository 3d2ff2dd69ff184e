// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/dot-panels.h"
#include "analysis/plot/plots.h"

#include <array>

namespace ns3::vnlab
{

namespace
{

constexpr std::array<MetricPanel, 3> kConfigurationPanels{{
    {"config.settings_intent", "Settings that people state", "settings (log scale)"},
    {"config.rules", "Rules that devices hold", "rules (log scale)"},
    {"config.messages", "Control messages to deploy", "messages (log scale)"},
}};

} // namespace

std::optional<Plot>
ConfigurationPlot(const Comparison& comparison)
{
    return DrawDotPanels(comparison,
                         {.stem = "configuration-cost",
                          .heading = "Configuration cost by design",
                          .panels = kConfigurationPanels,
                          .columns = 3,
                          .logarithmic = true});
}

} // namespace ns3::vnlab
