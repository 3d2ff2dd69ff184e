// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ONCE_H
#define VNLAB_ONCE_H

#include "analysis/result/run-result.h"

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <tuple>

namespace ns3::vnlab
{

/// Knows the runs of one point where several scenario texts have them, say of two and of five
/// repeats: the same numbers counted twice would make an interval that is too narrow.
class Once
{
  public:
    /// @param texts how many scenario texts the point has; with one, nothing is kept
    explicit Once(size_t texts)
        : m_keeps(texts > 1)
    {
    }

    /// @return whether the run is the first of its design, seed and number
    bool Is(const RunKey& key)
    {
        return !m_keeps || m_seen.emplace(key.design, key.seed, key.run).second;
    }

  private:
    bool m_keeps;
    std::set<std::tuple<std::string, uint64_t, uint32_t>> m_seen;
};

} // namespace ns3::vnlab

#endif // VNLAB_ONCE_H
