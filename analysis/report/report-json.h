// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REPORT_JSON_H
#define VNLAB_REPORT_JSON_H

#include "analysis/point/report-data.h"
#include "analysis/report/replay.h"
#include "analysis/result/result-store.h"

#include <map>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief Writes the data of a report's page, point by point, as one JSON document.
 *
 * Names are visible text (VisibleText); numbers have seven significant digits, whole ones all;
 * what is not finite is null, with the number of censored runs beside it. data.js of the page has
 * the fields.
 */
class ReportJson
{
  public:
    static constexpr size_t kMostFailures = 500; ///< listed; the others are counted
    static constexpr size_t kMostScenarios = 50; ///< whose texts are in the report

    /**
     * @param designs all, in the order of columns, colours and legends
     * @param points how many will be added: with many, each curve is drawn through fewer steps
     */
    ReportJson(std::vector<std::string> designs,
               std::map<Versions, size_t> versions,
               size_t points);

    void Add(const ReportPoint& point);

    /// Says what the report replays: runs of a point, with the seed and number of `run`.
    void SetReplay(size_t point, const RunKey& run, const Replay& replay);

    /// @return the document
    std::string Finish() const;

  private:
    size_t IndicatorIndex(const Indicator& indicator);

    std::vector<std::string> m_designs;
    std::map<std::string, size_t> m_position;
    std::map<Versions, size_t> m_versions;
    size_t m_curveSteps;
    std::map<std::string, size_t> m_indicatorIndex;
    std::vector<Indicator> m_indicators;
    std::string m_replay{"null"};
    std::string m_points; ///< their JSON, with commas between
    size_t m_scenarios{0};
    size_t m_failures{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_REPORT_JSON_H
