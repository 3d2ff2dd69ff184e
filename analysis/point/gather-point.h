// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GATHER_POINT_H
#define VNLAB_GATHER_POINT_H

#include "analysis/point/report-data.h"
#include "analysis/statistics/running-mean.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief Adds up the runs of one point as they come; memory does not grow with their number.
 *
 * Runs on the same random numbers, those of one scenario text, seed and run, have to follow each
 * other: they are what pairs of designs are compared on.
 */
class GatherPoint
{
  public:
    static constexpr size_t kMostFailures = 100; ///< listed of a point; the others are counted

    /// @param designs in the report's order; a run of another one throws std::out_of_range
    explicit GatherPoint(std::vector<std::string> designs);

    void Add(const RunResult& run);

    /// @return what was added; title is left empty
    ReportPoint Finish();

  private:
    /// Over the pairs of runs of two designs.
    struct Pairs
    {
        RunningMean difference;
        RunningMean logRatio;
        bool hasRatio{true};
    };

    struct Sums
    {
        std::vector<RunningMean> means; ///< by design
        std::vector<Pairs> pairs;       ///< by design · designs + design, the first one less
        std::vector<double> trial;      ///< values of the trial that is gathered, by design
        std::vector<bool> present;      ///< which designs have such a value
        Indicator indicator;
        std::vector<double> grid;   ///< by design: GridOf(), the coarsest
        std::vector<bool> unjudged; ///< by design: some run of it is not (IsJudged)
    };

    void EndTrial();
    IndicatorRow RowOf(const Sums& sums) const;
    void Judge(IndicatorRow& row, const Sums& sums) const;
    PairedComparison Compare(const Sums& sums, size_t left, size_t right) const;

    std::vector<std::string> m_designs;
    std::map<std::string, size_t> m_position;
    std::map<std::string, Sums> m_sums; ///< by indicator
    std::map<std::string, std::map<std::string, std::string_view>>
        m_absences; ///< by metric, design
    std::optional<RunKey> m_trial;
    ReportPoint m_point;
};

} // namespace ns3::vnlab

#endif // VNLAB_GATHER_POINT_H
