// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_MASTER_VPN_COMPILER_H
#define VNLAB_MASTER_VPN_COMPILER_H

#include "model/design/vnic-link-compiler.h"

#include <vector>

namespace ns3::vnlab
{

/**
 * @brief Everything at the concentrator: of each vNIC the station, of each link what may pass.
 *
 * A vNIC is a port at its host and a station; where its data center is another than the concentrator's, the tunnel
 * between the two belongs to it as well, with those of all others there: a policy, an association and what may come
 * out at both ends. A link that permits everything is two entries of the filter, one each way; a service with a port
 * takes four, as requests name it as destination and replies as source.
 */
class MasterVpnCompiler : public VnicLinkCompiler
{
  private:
    void AddVnic(const TenantView& view,
                 const Scope& scope,
                 VnicId vnic,
                 std::vector<Rule>& rules) const override;
    void AddLink(const TenantView& view,
                 const Scope& scope,
                 const ViewLink& link,
                 std::vector<Rule>& rules) const override;
};

} // namespace ns3::vnlab

#endif // VNLAB_MASTER_VPN_COMPILER_H
