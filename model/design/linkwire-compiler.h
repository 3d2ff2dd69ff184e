// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LINKWIRE_COMPILER_H
#define VNLAB_LINKWIRE_COMPILER_H

#include "model/design/vm-tunnel-compiler.h"
#include "model/spec/specification.h"

#include <optional>
#include <vector>

namespace ns3::vnlab
{

/// LinkWire's two rule engines: tunnels for the hooks of both ends of a virtual link, and the whitelist of whom
/// they let in; and at the hosts the VMs' provider addresses.
class LinkWireCompiler : public VmTunnelCompiler
{
  public:
    /// @param protocol of all tunnels; nothing: as each path's label says
    /// @param seals whether the VMs' kernels encrypt what passes a link: policies and keys for that
    LinkWireCompiler(std::optional<TunnelProtocol> protocol, bool seals);

  private:
    void AddLink(const TenantView& view,
                 const Scope& scope,
                 const ViewLink& link,
                 std::vector<Rule>& rules) const override;
    void AddTunnelEnd(const TenantView& view,
                      const Scope& scope,
                      VnicId at,
                      VnicId peer,
                      std::vector<Rule>& rules) const;

    std::optional<TunnelProtocol> m_protocol;
    bool m_seals;
};

} // namespace ns3::vnlab

#endif // VNLAB_LINKWIRE_COMPILER_H
