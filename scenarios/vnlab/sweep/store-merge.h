// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_STORE_MERGE_H
#define VNLAB_STORE_MERGE_H

#include "analysis/result/result-store.h"

#include <functional>
#include <map>

namespace ns3::vnlab
{

/// Puts the results of other stores into one. A run that went through is kept; one that failed is
/// replaced by the next one with the same key.
class StoreMerge
{
  public:
    /// @param whole takes the results; outlives this
    explicit StoreMerge(ResultStore& whole);

    /**
     * @brief Takes what another store has, with the versions that computed it and the files of its
     *        scenarios, and the caption where there is none yet.
     * @param taken is shown each result that was
     * @return runs that were not there, or had failed and no longer do
     * @throws std::runtime_error where a result cannot be stored
     */
    size_t Add(
        const ResultStore& part,
        const std::function<void(const RunResult&)>& taken = [](const RunResult&) {});

    /// @return all runs that are there
    size_t Runs() const;

  private:
    ResultStore& m_whole;
    std::map<RunKey, bool> m_failed; // of the runs that are there
};

} // namespace ns3::vnlab

#endif // VNLAB_STORE_MERGE_H
