// SPDX-License-Identifier: GPL-2.0-only
//
// How busy links are while guests send, and how evenly: `links.*`.

#include "scenarios/vnlab/run/link-metrics.h"

#include "model/key/metric.h"

#include <string>
#include <utility>

namespace ns3::vnlab
{

namespace
{

// clang-format off
const MetricRows kLinkMetrics{Question::kDataPlane, 240, {
    {"links.load_max.*", Shape::kScalar, MetricUnit::kFraction, Better::kLower, "part of the time in which the busiest link of a level had a frame on the wire, from the first to the last packet that guests may send; each direction is a link. Traffic, attacks, control messages and copies of memory; no probes"},
    {"links.load_mean.*", Shape::kScalar, MetricUnit::kFraction, Better::kLower, "part of the time in which a link of a level had a frame on the wire, mean over the links of the level, from the first to the last packet that guests may send: `host`, `leaf-spine`, `spine-wan`, `wan`, or `server`, the links of controllers and gateways"},
    {"links.imbalance", Shape::kScalar, MetricUnit::kFraction, Better::kLower, "how unevenly leaves use their links to spines while guests may send: (max − min) / mean of the bytes on a leaf's uplinks, mean over leaves weighted by what they send; 0: evenly. Absent with one spine"},
}};
// clang-format on

constexpr std::pair<LinkLevel, const char*> kLevels[]{{LinkLevel::kHost, "host"},
                                                      {LinkLevel::kLeafSpine, "leaf-spine"},
                                                      {LinkLevel::kSpineWan, "spine-wan"},
                                                      {LinkLevel::kWan, "wan"},
                                                      {LinkLevel::kServer, "server"}};

} // namespace

void
ReportLinks(const LinkMeter& meter, RunResult& result)
{
    const std::map<LinkLevel, LinkLoad> loads = meter.Loads();
    for (const auto& [level, name] : kLevels)
    {
        if (const auto load = loads.find(level); load != loads.end())
        {
            result.metrics[std::string("links.load_max.") + name] = load->second.max;
            result.metrics[std::string("links.load_mean.") + name] = load->second.mean;
        }
    }
    if (const std::optional<double> imbalance = meter.Imbalance())
    {
        result.metrics["links.imbalance"] = *imbalance;
    }
}

} // namespace ns3::vnlab
