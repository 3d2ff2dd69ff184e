// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FLOW_OVERLAY_COMPILER_H
#define VNLAB_FLOW_OVERLAY_COMPILER_H

#include "model/dataplane/flow-switch.h"
#include "model/design/chain-rules.h"
#include "model/design/flow-compiler.h"

#include <vector>

namespace ns3::vnlab
{

/// Hosts hold a flow for each directed pair of linked addresses that they send or receive for, and with
/// port-based tunnels the ports to each other.
class FlowOverlayCompiler : public FlowCompiler
{
  public:
    explicit FlowOverlayCompiler(TunnelPorts tunnels);

    std::vector<Scope> AllScopes(const TenantView& view) const override;
    std::vector<Scope> AffectedScopes(const TenantView& before,
                                      const TenantView& after,
                                      const ViewDelta& delta) const override;
    void Compile(const TenantView& view,
                 const Scope& scope,
                 std::vector<Rule>& rules) const override;

  private:
    void AddLink(const TenantView& view,
                 const Scope& scope,
                 const ViewLink& link,
                 std::vector<Rule>& rules) const;
    void AddStep(const TenantView& view,
                 const Scope& scope,
                 const ChainHop& step,
                 std::vector<Rule>& rules) const;

    TunnelPorts m_tunnels;
};

} // namespace ns3::vnlab

#endif // VNLAB_FLOW_OVERLAY_COMPILER_H
