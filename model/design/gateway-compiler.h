// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_GATEWAY_COMPILER_H
#define VNLAB_GATEWAY_COMPILER_H

#include "model/design/segment-compiler.h"

#include <vector>

namespace ns3::vnlab
{

/// Gateways know every vNIC; a host with vNICs on a path knows the gateways, and its own ports.
class GatewayCompiler : public SegmentCompiler
{
  public:
    /// @param gateways servers inside the provider
    explicit GatewayCompiler(std::vector<ServerId> gateways);

    std::vector<Scope> AffectedScopes(const TenantView& before,
                                      const TenantView& after,
                                      const ViewDelta& delta) const override;

    /// Whether gateways are up.
    bool ReadsSubstrate() const override;

  private:
    void AddSegments(const TenantView& view, std::vector<Scope>& scopes) const override;
    void AddChanged(const TenantView& with,
                    const TenantView& without,
                    VnicId vnic,
                    std::vector<Scope>& scopes) const override;
    void CompileSegment(const TenantView& view,
                        const Scope& scope,
                        std::vector<Rule>& rules) const override;

    std::vector<ServerId> m_gateways;
};

} // namespace ns3::vnlab

#endif // VNLAB_GATEWAY_COMPILER_H
