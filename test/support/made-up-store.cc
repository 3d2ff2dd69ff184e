// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/made-up-store.h"

#include <cmath>
#include <limits>
#include <random>

namespace ns3::vnlab::test
{

namespace
{

constexpr double kNever = std::numeric_limits<double>::infinity();

/// What a design's invented results grow from, for one tenant of 50 VMs.
struct Shape
{
    const char* name;
    double settings;
    double rules;
    double ruleExponent; ///< rules grow with this power of the tenants
    double messages;
    double effective; ///< median, seconds; 0: links are always open
    double leak;      ///< median, seconds; infinity: the link is never cut
    double exposed;   ///< part of the VMs that an attack can reach
};

constexpr Shape kShapes[]{{"flat", 50, 650, 2, 14, 0, kNever, 1},
                          {"vxlan", 101, 4'950, 1, 80, 0, kNever, 0.02},
                          {"linkwire", 180, 630, 1, 104, 4.7e-4, 1.7e-4, 0.002},
                          {"identity-firewall", 180, 900, 1, 16, 7.4e-4, 2.9e-4, 0.002}};

/// Uniform in 0 … 1, the same with every standard library.
double
Uniform(std::mt19937_64& random)
{
    return static_cast<double>(random() >> 11) / 9007199254740992.0;
}

std::vector<double>
Times(std::mt19937_64& random, double median, size_t count)
{
    std::vector<double> times(count);
    for (double& time : times)
    {
        time = median * std::exp(2 * (Uniform(random) - 0.5));
    }
    return times;
}

/// A logistic outbreak from one VM at second 5.
std::vector<std::pair<double, double>>
Outbreak(std::mt19937_64& random, double size)
{
    std::vector<std::pair<double, double>> points;
    const double rate = 4 + 2 * Uniform(random);
    for (double time = 0; time <= 3; time += 0.05)
    {
        points.emplace_back(5 + time, std::round(size / (1 + (size - 1) * std::exp(-rate * time))));
    }
    return points;
}

/// 1, 3, 10, 32, … 10,000, and from there on 10,000 more at each point.
double
TenantsAt(uint32_t point)
{
    return point <= 8 ? std::round(std::pow(10, point / 2.0)) : 10'000.0 * (point - 7);
}

RunResult
MakeRun(const MadeUp& what, const Shape& shape, uint32_t point, uint32_t run)
{
    const double tenants = TenantsAt(point);
    const double vms = 50 * tenants;
    std::mt19937_64 random(1'000'000 * point + 100 * run + static_cast<uint64_t>(&shape - kShapes));
    const std::string count = std::to_string(static_cast<uint64_t>(tenants));
    RunResult result;
    result.key = {.scenario = "title = \"\"\"" + what.title +
                              "\"\"\"\n\n[[tenants]]\nname = \"\"\"" + what.tenant +
                              "\"\"\"\ncount = " + count +
                              "\n\n[designs]\nuse = [\"flat\", \"vxlan\", \"linkwire\", "
                              "\"identity-firewall\"]\n\n[run]\nseed = 1\n",
                  .design = shape.name,
                  .seed = 1,
                  .run = run};
    result.parameters = {{"tenants.count", {count, tenants}}};
    result.wallSeconds = 1;
    if (what.failures && shape.name == std::string("linkwire") && run + 1 == what.repeat)
    {
        result.error = "the run ended with signal 9 in a rack of tenant " + what.tenant;
        return result;
    }
    const double noise = 1 + 0.04 * (Uniform(random) - 0.5);
    const double exposed = std::max(shape.exposed * vms, 1.0);
    result.metrics = {
        {"config.settings_intent", shape.settings * tenants},
        {"config.rules", std::round(shape.rules * std::pow(tenants, shape.ruleExponent) * noise)},
        {"config.messages", shape.messages * tenants},
        {"config.deploy_s", 1e-6 * shape.rules * std::pow(tenants, shape.ruleExponent) * noise},
        {"reconfig.disrupted", 0},
        {"exposure.reachable.guest-user", exposed / vms},
        {"traffic.delay_p99", 5.5e-6 * (1 + 0.2 * Uniform(random))},
        {"traffic.sent", std::round(1'000 * vms * noise)}};
    for (uint32_t metric = 0; metric < what.metrics; ++metric)
    {
        result.metrics["drops.r" + std::to_string(metric)] = std::round(100 * Uniform(random));
    }
    constexpr size_t links = 20;
    const bool isOpen = shape.effective == 0;
    result.metrics["reconfig.always_open"] = isOpen ? links : 0;
    if (!isOpen)
    {
        result.samples["reconfig.effective"] = Times(random, shape.effective, links);
    }
    if (shape.name == std::string("linkwire")) // to see what is never reached
    {
        result.samples["reconfig.effective"][0] = kNever;
    }
    result.samples["reconfig.leak"] = Times(random, shape.leak, links);
    result.series["exposure.compromised.guest-user"] = Outbreak(random, exposed);
    result.metrics["exposure.compromised_final.guest-user"] =
        result.series["exposure.compromised.guest-user"].back().second;
    return result;
}

} // namespace

void
FillStore(ResultStore& store, const MadeUp& what)
{
    for (uint32_t point = 0; point < what.points; ++point)
    {
        std::vector<RunResult> results;
        for (uint32_t run = 0; run < what.repeat; ++run)
        {
            for (const Shape& shape : kShapes)
            {
                results.push_back(MakeRun(what, shape, point, run));
            }
        }
        store.Write(results);
    }
}

} // namespace ns3::vnlab::test
