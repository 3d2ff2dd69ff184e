// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GATE_H
#define VNLAB_GATE_H

#include "analysis/compare/store-comparison.h"

#include <optional>
#include <string>

namespace ns3::vnlab
{

/// By how much something may move.
struct Allowance
{
    double amount{0};
    bool relative{false}; ///< the amount is a part of the old value: 0.05 is 5 %
};

inline constexpr const char* kAllQuestions = "all";

/// What must hold of some numbers of a new store. Amounts are in the units of the metrics.
struct Gate
{
    std::string metric{"*"}; ///< an indicator, or a pattern
    std::string
        headlines{}; ///< only headlines: of that question, or kAllQuestions; "": all numbers
    std::string design{"*"}; ///< a name, or a pattern
    std::optional<Allowance> maxIncrease{};
    std::optional<Allowance> maxDecrease{};
    std::optional<Allowance> maxWorse{}; ///< whatever direction is worse for the metric
    std::optional<double> max{};
    std::optional<double> min{};
    bool exact{false};       ///< the same value in every pair of runs
    bool mayFail{false};     ///< new runs that failed, as where a design refuses, do not break it
    bool significant{false}; ///< a change that may be chance does not break the gate
};

/// @return whether the gate says anything about this number
bool Concerns(const Gate& gate, const IndicatorChange& change);

/**
 * @brief Why a number breaks a gate that concerns it, or nothing.
 *
 * Means are judged as they are; with `significant`, a difference whose interval holds 0 passes, and
 * one without an interval (one run, or a value that was not reached) does not. What cannot be judged,
 * because the number is gone or unknown, breaks the gate. What only the new store has is judged by
 * max and min.
 */
std::optional<std::string> Breach(const Gate& gate, const IndicatorChange& change);

} // namespace ns3::vnlab

#endif // VNLAB_GATE_H
