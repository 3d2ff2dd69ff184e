// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_STORED_RESULTS_H
#define VNLAB_TEST_STORED_RESULTS_H

#include "analysis/result/result-store.h"
#include "test/support/run-vnlab.h"
#include "test/support/temporary-folder.h"

#include <gtest/gtest.h>
#include <map>

namespace ns3::vnlab::test
{

/// @return what the store in a folder for results holds, by design; of one run each
inline std::map<std::string, RunResult>
StoredIn(const std::filesystem::path& folder)
{
    std::map<std::string, RunResult> results;
    for (RunResult& result : ResultStore::OpenReadOnly(folder / "results.sqlite").Read())
    {
        const std::string design = result.key.design;
        EXPECT_TRUE(results.emplace(design, std::move(result)).second) << design << " has two runs";
    }
    return results;
}

/// @return the results of a scenario that goes through, by design
inline std::map<std::string, RunResult>
ResultsOf(const std::string& scenario, const std::map<std::string, std::string>& files = {})
{
    const TemporaryFolder folder;
    WriteFile(folder / "lab.toml", scenario);
    for (const auto& [name, bytes] : files)
    {
        WriteFile(folder / name, bytes);
    }
    const Ended run = RunVnlab({"run", "lab.toml", "--out", "out", "--no-plots"}, folder.path);
    EXPECT_EQ(run.status, 0) << run.out << run.err;
    return StoredIn(folder.path / "out");
}

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_STORED_RESULTS_H
