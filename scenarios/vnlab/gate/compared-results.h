// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_COMPARED_RESULTS_H
#define VNLAB_COMPARED_RESULTS_H

#include "analysis/compare/store-comparison.h"
#include "analysis/result/result-store.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3::vnlab
{

/// One side of a comparison.
class ComparedResults
{
  public:
    virtual ~ComparedResults() = default;

    /**
     * @brief Opens a store, the store in a folder, or where a folder has none its metrics.csv and
     *        samples.csv.
     * @throws InputError naming the file and what is wrong with it
     */
    static std::unique_ptr<ComparedResults> Open(const std::string& path);

    /// @return the scenarios; their text is empty where it is not known
    virtual std::vector<StoredScenario> Scenarios() const = 0;

    virtual std::vector<ComparedRun> RunsOf(const StoredScenario& scenario) const = 0;

    /// @return all designs that there are runs of
    virtual std::vector<std::string> Designs() const = 0;

    /// @return a line for people: where they are from, how many runs, what computed them
    virtual std::string Describe() const = 0;
};

} // namespace ns3::vnlab

#endif // VNLAB_COMPARED_RESULTS_H
