// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CSV_RESULTS_H
#define VNLAB_CSV_RESULTS_H

#include "analysis/result/csv.h"
#include "analysis/result/run-result.h"

#include <map>
#include <string>
#include <string_view>

namespace ns3::vnlab
{

/**
 * @brief Results that are read back from the tables that WriteCsv writes.
 *
 * The tables do not have the scenario: in the keys of runs its parameters stand for it, a line each.
 * A parameter that is no plain number is a text.
 */
class CsvResults
{
  public:
    /**
     * @brief Adds a table to what the runs have; the series table is not read.
     * @param table metrics or samples
     * @param fileName used in messages
     * @throws InputError with line, column, what was found and what is accepted; also where a run
     *         has a metric twice
     */
    void Add(CsvTable table, std::string_view text, const std::string& fileName);

    /// @return all runs, by their keys
    const std::map<RunKey, RunResult>& Runs() const
    {
        return m_runs;
    }

    /// @return what stands for the scenario in the keys of runs with these parameters
    static std::string ScenarioOf(const std::map<std::string, Parameter>& parameters);

  private:
    std::map<RunKey, RunResult> m_runs;
};

} // namespace ns3::vnlab

#endif // VNLAB_CSV_RESULTS_H
