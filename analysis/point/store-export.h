// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_STORE_EXPORT_H
#define VNLAB_STORE_EXPORT_H

#include "analysis/result/result-store.h"

#include <map>
#include <ostream>
#include <set>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief Writes everything that a store has as CSV (see csv.h) or JSON.
 *
 * Scenarios come in the order of their parameters, the runs of one by design, seed and run; one
 * scenario's runs are in memory. Where several scenarios have the same parameters, a parameter
 * "scenario" with their number tells them apart.
 */
class StoreExport
{
  public:
    /// @param store outlives this
    explicit StoreExport(const ResultStore& store);

    static constexpr const char* kScenarios = "scenarios"; ///< the only table that is not of runs

    /// @return the tables that WriteTable knows: metrics, samples, series, runs, scenarios
    static const std::vector<std::string>& Tables();

    /// Writes one table. `runs` has a row for every run, also failed ones, and how long it took;
    /// `scenarios` the resolved text of each.
    void WriteTable(const std::string& table, std::ostream& out) const;

    /// Writes every run as one line of JSON: result-json.h says what is in it.
    void WriteJson(std::ostream& out) const;

  private:
    std::vector<RunResult> RunsOf(size_t scenario) const;
    void WriteRuns(std::ostream& out) const;
    void WriteScenarios(std::ostream& out) const;

    const ResultStore& m_store;
    std::vector<StoredScenario> m_scenarios; ///< a scenario's number is its place, from 1
    std::set<std::string> m_parameters;      ///< names of all
    bool m_numbered{false};                  ///< whether scenarios have their number as a parameter
};

} // namespace ns3::vnlab

#endif // VNLAB_STORE_EXPORT_H
