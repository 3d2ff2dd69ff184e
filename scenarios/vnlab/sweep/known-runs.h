// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_KNOWN_RUNS_H
#define VNLAB_KNOWN_RUNS_H

#include "analysis/result/result-store.h"

#include <optional>
#include <set>
#include <string>

namespace ns3::vnlab
{

/// The runs that stores have and that need not be run again: they went through, in this version.
class KnownRuns
{
  public:
    /// Adds those of a store. @param version of vnlab
    void Add(const ResultStore& store, const std::string& version);

    bool Has(const RunKey& key) const;

    /// @return of one run, the mean; nothing where there is none
    std::optional<double> WallSeconds() const;

  private:
    std::set<RunKey> m_keys;
    double m_wallSeconds{0};
};

} // namespace ns3::vnlab

#endif // VNLAB_KNOWN_RUNS_H
