// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/sweep/store-merge.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ns3::vnlab
{

StoreMerge::StoreMerge(ResultStore& whole)
    : m_whole(whole)
{
    whole.ForEachRun([this](const StoredRun& run) { m_failed[run.key] = run.failed; });
}

size_t
StoreMerge::Add(const ResultStore& part, const std::function<void(const RunResult&)>& taken)
{
    if (m_whole.Caption() == StoreCaption())
    {
        m_whole.WriteCaption(part.Caption());
    }
    std::map<RunKey, Versions> versions;
    std::set<std::string> scenarios;
    part.ForEachRun(
        [&](const StoredRun& run)
        {
            versions[run.key] = run.versions;
            scenarios.insert(run.key.scenario);
        });
    size_t added = 0;
    for (const std::string& scenario : scenarios)
    {
        std::map<Versions, std::vector<RunResult>> better;
        for (RunResult& result : part.Read(scenario))
        {
            const auto [there, isNew] = m_failed.emplace(result.key, true);
            if (there->second)
            {
                there->second = !result.error.empty();
                result.inputs = part.InputsOf(result.key);
                added += isNew || !there->second ? 1 : 0;
                better[versions.at(result.key)].push_back(std::move(result));
            }
        }
        for (const auto& [computedBy, results] : better)
        {
            m_whole.Write(results, computedBy);
            std::ranges::for_each(results, taken);
        }
    }
    return added;
}

size_t
StoreMerge::Runs() const
{
    return m_failed.size();
}

} // namespace ns3::vnlab
