// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HOP_BY_HOP_COMPILER_H
#define VNLAB_HOP_BY_HOP_COMPILER_H

#include "model/design/fabric-ways.h"
#include "model/design/flow-compiler.h"

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace ns3::vnlab
{

/// Which flows of the fabric are one for many destinations.
enum class FlowGrouping : uint8_t
{
    kNone,
    kPrefix, ///< those of spines and WAN routers: leaves say who may speak with whom, and these where it is
};

/// A flow for each directed pair of linked vNICs at each switch on its way, and each vNIC's port at its host.
class HopByHopCompiler : public FlowCompiler
{
  public:
    explicit HopByHopCompiler(FlowGrouping grouping);

    std::vector<Scope> AllScopes(const TenantView& view) const override;

    /// Where links of the fabric fail or work again, any way may be another one.
    std::vector<Scope> AffectedScopes(const TenantView& before,
                                      const TenantView& after,
                                      const ViewDelta& delta) const override;
    bool ReadsSubstrate() const override;
    void Compile(const TenantView& view,
                 const Scope& scope,
                 std::vector<Rule>& rules) const override;

  private:
    void AddWay(const TenantView& view,
                const Scope& scope,
                VnicId from,
                VnicId to,
                std::vector<Rule>& rules) const;
    FabricWays& WaysOf(const TenantView& view) const;

    FlowGrouping m_grouping;
    mutable std::array<std::unique_ptr<FabricWays>, 2> m_ways; ///< before and after a failure
};

} // namespace ns3::vnlab

#endif // VNLAB_HOP_BY_HOP_COMPILER_H
