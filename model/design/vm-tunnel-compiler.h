// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VM_TUNNEL_COMPILER_H
#define VNLAB_VM_TUNNEL_COMPILER_H

#include "model/design/vnic-link-compiler.h"

#include <vector>

namespace ns3::vnlab
{

/// What designs share whose tunnels are between VMs: hosts know the ports of the VMs' provider addresses, and what
/// a link takes at its ends is the subclass's.
class VmTunnelCompiler : public VnicLinkCompiler
{
  private:
    void AddVnic(const TenantView& view,
                 const Scope& scope,
                 VnicId vnic,
                 std::vector<Rule>& rules) const override;
};

/// Appends the IPsec association from one end of a link to the other, at both, with the key that is drawn for it.
/// @param remote as OutboundAssociationKey has it
void AddAssociation(const TenantView& view,
                    const Scope& scope,
                    VnicId from,
                    VnicId to,
                    uint32_t remote,
                    std::vector<Rule>& rules);

} // namespace ns3::vnlab

#endif // VNLAB_VM_TUNNEL_COMPILER_H
