// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COMPARISON_REPORT_H
#define VNLAB_COMPARISON_REPORT_H

#include "analysis/compare/store-comparison.h"
#include "scenarios/vnlab/gate/gate-check.h"

#include <cstddef>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// Which of the numbers that moved a table has.
struct ShownRows
{
    size_t most{200};
    bool all{false}; ///< not only headlines
};

/// What a comparison finds, point by point.
class ComparisonReport
{
  public:
    std::string before; ///< a line for people: where the old results are from
    std::string after;
    size_t changedScenarios{0}; ///< points at which the resolved scenario differs
    size_t compared{0};         ///< numbers
    std::vector<IndicatorChange> moved;
    std::vector<std::string> leftovers; ///< what only one side has, a line each
    std::vector<GateVerdict> gates;

    void Add(const DesignChange& change);

    /// @return whether both sides have some number in common, or a run that fails now
    bool HasSome() const;

    /// @return how many of the numbers that moved are headlines
    size_t MovedHeadlines() const;

    /// @return the moves that are wanted; of more than so many the largest
    std::vector<IndicatorChange> Shown(const ShownRows& wanted) const;

    size_t BrokenGates() const;

  private:
    void AddLeftovers(const DesignChange& change);

    size_t m_failures{0};
};

/// @name A comparison as it is printed
///
/// Text has at most 80 columns. JSON has all that moved, whatever is wanted of tables.
/// @{
std::string ComparisonText(const ComparisonReport& report, const ShownRows& wanted);
std::string ComparisonMarkdown(const ComparisonReport& report, const ShownRows& wanted);
std::string ComparisonJson(const ComparisonReport& report);
/// @}

/// @return the gates as test cases, in the XML that CI servers read as JUnit's
std::string ComparisonJunit(const ComparisonReport& report);

/// What files of ComparisonJunit have at their beginning.
inline constexpr const char* kJunitSign = "<testsuites name=\"vnlab compare\"";

} // namespace ns3::vnlab

#endif // VNLAB_COMPARISON_REPORT_H
