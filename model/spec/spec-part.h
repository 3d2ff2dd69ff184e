// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SPEC_PART_H
#define VNLAB_SPEC_PART_H

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>

namespace ns3::vnlab
{

/// A part of what a tenant states. A design acts on some of them (Design::Takes).
enum class SpecPart : uint8_t
{
    kVms,      ///< each vertex; its name belongs to it
    kPaths,    ///< `subnet`, or each entry of `paths`: name, subnet and protocol belong to it
    kProtocol, ///< the graph's `protocol`
    kLinks, ///< each edge, and each chain of two VMs; `path`; and the bounds on links: `role`, `max_links`
        ///< and each entry of `deny`
    kServices, ///< each entry of `allow`
    kChains,   ///< each chain of more VMs, however long
};

/// How many settings each part of a specification has (model/spec/spec-settings.h).
class SpecSettings
{
  public:
    uint64_t& operator[](SpecPart part)
    {
        return m_counts[static_cast<size_t>(part)];
    }

    uint64_t operator[](SpecPart part) const
    {
        return m_counts[static_cast<size_t>(part)];
    }

    uint64_t Sum() const
    {
        return std::accumulate(m_counts.begin(), m_counts.end(), uint64_t{0});
    }

    bool operator==(const SpecSettings&) const = default;

  private:
    std::array<uint64_t, 6> m_counts{};
};

} // namespace ns3::vnlab

#endif // VNLAB_SPEC_PART_H
