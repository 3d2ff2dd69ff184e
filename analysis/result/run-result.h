// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_RUN_RESULT_H
#define VNLAB_RUN_RESULT_H

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

/// What identifies a run: the same key gives the same metrics, byte for byte.
struct RunKey
{
    std::string scenario; ///< the whole resolved scenario, as TOML
    std::string design;
    uint64_t seed{0};
    uint32_t run{0};

    auto operator<=>(const RunKey&) const = default;
};

/// What a sweep set a key of the scenario to.
struct Parameter
{
    std::string text;             ///< as TOML, such as "10", "pack" or "1Gbps", without quotes
    std::optional<double> number; ///< of a number; of a quantity in s, bit/s or bytes

    bool operator==(const Parameter&) const = default;
};

/// Contents of the files that a scenario names, by the names that it gives them.
using RunInputs = std::map<std::string, std::string>;

/// One run of one design, as it is stored. Times are in seconds.
struct RunResult
{
    RunKey key;
    /// By key, such as "tenants.count"; all runs of one scenario text have the same.
    std::map<std::string, Parameter> parameters{};
    std::string error{}; ///< empty when the run went through, else why it failed
    double wallSeconds{0};
    /// Scalar metrics by their names of doc/metrics.md, such as "config.rules".
    std::map<std::string, double> metrics{};
    /// Distributions by metric, such as "reconfig.effective": one value per changed link. A value
    /// that was not reached within the run is +infinity (right-censored).
    std::map<std::string, std::vector<double>> samples{};
    /// Functions of time by metric, such as "exposure.compromised": (time, value), time rising.
    std::map<std::string, std::vector<std::pair<double, double>>> series{};
    /// Of its scenario's files, which runs share; nullptr where nobody has asked for them, as in
    /// JSON, in CSV and in what ResultStore reads (ResultStore::InputsOf).
    std::shared_ptr<const RunInputs> inputs{};
};

} // namespace ns3::vnlab

#endif // VNLAB_RUN_RESULT_H
