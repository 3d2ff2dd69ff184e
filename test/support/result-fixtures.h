// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RESULT_FIXTURES_H
#define VNLAB_RESULT_FIXTURES_H

#include "analysis/result/run-result.h"

#include <limits>

namespace ns3::vnlab
{

inline bool
operator==(const RunResult& left, const RunResult& right)
{
    return left.key == right.key && left.parameters == right.parameters &&
           left.error == right.error && left.wallSeconds == right.wallSeconds &&
           left.metrics == right.metrics && left.samples == right.samples &&
           left.series == right.series;
}

/// @return a result with every kind of value: infinities, the largest seed, text that bites
inline RunResult
AnyResult()
{
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    return {.key = {.scenario = "title = \"a '; DROP TABLE run; -- µ\"\n",
                    .design = "linkwire",
                    .seed = std::numeric_limits<uint64_t>::max(),
                    .run = 3},
            .parameters = {{"tenants.count", {"10", 10}}, {"substrate.placement", {"'\"µ", {}}}},
            .error = "",
            .wallSeconds = 0.1,
            .metrics = {{"config.rules", 17}, {"config.deploy_s", 1.0 / 3}, {"least", -kInfinity}},
            .samples = {{"reconfig.effective", {0.5, kInfinity, 1e-300}}, {"traffic.delay", {2}}},
            .series = {{"exposure.compromised", {{0, 1}, {0.25, 2}, {7, kInfinity}}}}};
}

} // namespace ns3::vnlab

#endif // VNLAB_RESULT_FIXTURES_H
