// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/vnlab/sweep/known-runs.h"

namespace ns3::vnlab
{

void
KnownRuns::Add(const ResultStore& store, const std::string& version)
{
    store.ForEachRun(
        [&](const StoredRun& run)
        {
            if (!run.failed && run.versions.vnlab == version)
            {
                m_wallSeconds += m_keys.insert(run.key).second ? run.wallSeconds : 0;
            }
        });
}

bool
KnownRuns::Has(const RunKey& key) const
{
    return m_keys.contains(key);
}

std::optional<double>
KnownRuns::WallSeconds() const
{
    return m_keys.empty() ? std::nullopt
                          : std::optional(m_wallSeconds / static_cast<double>(m_keys.size()));
}

} // namespace ns3::vnlab
