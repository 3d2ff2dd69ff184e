// SPDX-License-Identifier: GPL-2.0-only
#include "analysis/plot/dot-panels.h"
#include "analysis/plot/plots.h"

#include <array>

namespace ns3::vnlab
{

namespace
{

constexpr std::array<MetricPanel, 6> kExperiencePanels{{
    {"tcp.goodput p50", "Goodput of a TCP flow", "median over flows"},
    {"tcp.completion_time p99", "Completion of a TCP flow", "99th percentile over flows"},
    {"traffic.delay_p99", "One-way delay", "99th percentile over packets"},
    {"traffic.jitter_p99", "Jitter: delay above the least", "99th percentile over packets"},
    {"traffic.stretch_time p99", "Delay over the least possible", "99th percentile over links"},
    {"traffic.overhead_bytes", "Bytes that tunnels add", "sum over the run"},
}};

} // namespace

std::optional<Plot>
ExperiencePlot(const Comparison& comparison)
{
    return DrawDotPanels(comparison,
                         {.stem = "what-users-feel",
                          .heading = "What users feel, by design",
                          .panels = kExperiencePanels,
                          .columns = 3});
}

} // namespace ns3::vnlab
