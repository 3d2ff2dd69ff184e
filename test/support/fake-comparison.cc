// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/fake-comparison.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace ns3::vnlab
{

namespace
{

/// What a design's invented results grow from.
struct DesignShape
{
    const char* name;
    double settings;
    double rules;
    double messages;
    double effective; ///< median, seconds
    double leak;      ///< median, seconds; negative: the link is never cut
    double exposed;   ///< how many VMs an attack can reach
};

constexpr DesignShape kShapes[]{{"flat", 0, 0, 0, 1e-4, -1, 1999},
                                {"vxlan", 40, 38'000, 2'100, 3.1e-3, -1, 99},
                                {"linkwire", 4'312, 17'020, 4'000, 8.4e-3, 6.0e-3, 61},
                                {"identity-firewall", 4'312, 23'400, 160, 2.2e-3, 1.9e-3, 61}};

/// Uniform in 0 … 1, the same with every standard library.
double
Uniform(std::mt19937_64& random)
{
    return static_cast<double>(random() >> 11) / 9007199254740992.0;
}

std::vector<double>
Times(std::mt19937_64& random, double median, size_t count, size_t never)
{
    std::vector<double> times(count);
    for (size_t i = 0; i < count; ++i)
    {
        times[i] = i < never || median < 0 ? std::numeric_limits<double>::infinity()
                                           : median * std::exp(3 * (Uniform(random) - 0.5));
    }
    return times;
}

/// A logistic outbreak from one VM at second 8, observed until second 60.
std::vector<std::pair<double, double>>
Outbreak(std::mt19937_64& random, double exposed)
{
    std::vector<std::pair<double, double>> points{{8, 1}};
    const double rate = 0.25 + 0.1 * Uniform(random);
    for (double time = 8.5; time <= 60; time += 0.5)
    {
        const double size = exposed + 1;
        const double owned = size / (1 + (size - 1) * std::exp(-rate * (time - 8)));
        points.emplace_back(time, std::round(owned));
    }
    return points;
}

} // namespace

Comparison
FakeComparison(uint32_t runs)
{
    Comparison comparison{
        .title = "Twenty shops in one cloud of 2,000 VMs", .designs = {}, .results = {}};
    for (const DesignShape& shape : kShapes)
    {
        comparison.designs.emplace_back(shape.name);
        for (uint32_t run = 0; run < runs; ++run)
        {
            std::mt19937_64 random(run + 1);
            RunResult result;
            result.key = {
                .scenario = "title = 'fake'", .design = shape.name, .seed = 1, .run = run};
            result.wallSeconds = 12.5;
            const double noise = std::round(shape.rules * 0.02 * Uniform(random));
            result.metrics = {{"config.settings_intent", shape.settings},
                              {"config.rules", shape.rules + noise},
                              {"config.rule_bytes", 24 * (shape.rules + noise)},
                              {"config.rules_mean_per_host", (shape.rules + noise) / 80},
                              {"config.messages", shape.messages},
                              {"config.deploy_s", 2.5 * shape.effective},
                              {"exposure.reachable.guest-user", shape.exposed / 1999},
                              {"attack.attempts.guest-user", 4'000 + noise},
                              {"drops.whitelist", noise}};
            result.samples["reconfig.effective"] =
                Times(random, shape.effective, 40, shape.name == comparison.designs[0] ? 0 : 1);
            result.samples["reconfig.leak"] = Times(random, shape.leak, 25, 0);
            result.series["exposure.compromised.guest-user"] = Outbreak(random, shape.exposed);
            result.metrics["exposure.compromised_final.guest-user"] =
                result.series["exposure.compromised.guest-user"].back().second;
            comparison.results.push_back(std::move(result));
        }
    }
    return comparison;
}

} // namespace ns3::vnlab
