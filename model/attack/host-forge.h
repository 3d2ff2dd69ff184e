// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HOST_FORGE_H
#define VNLAB_HOST_FORGE_H

#include "model/attack/forged-frame.h"
#include "model/deployment/deployment.h"

#include <vector>

namespace ns3::vnlab
{

/**
 * @brief The packets that whoever owns a host puts on its uplink to get a message to a VM on another host.
 *
 * They bear the name of a VM, and come from its host, from the own one, or from a server that forwards between
 * hosts. It knows everything (Knowledge::kEverything) but keys: places, segments, numbers of labels, tunnel ids.
 */
class HostForge
{
  public:
    /// @param cloud outlives this
    explicit HostForge(Deployment& cloud);

    /// In whose name a packet is forged.
    struct Name
    {
        VnicId as; ///< whose the tenant's address is
        VnicId
            sender; ///< who would send it to the target: the same or, on a service chain, the last one
    };

    /// @return the names that one end of a link takes packets in, of those who exist
    std::vector<Name> NamesFor(const ViewLink& link, VnicId target) const;

    /// Sends a message from a host to a VM's vNIC elsewhere, in each way that other hosts may take for theirs.
    void Send(HostId from, const Name& name, VnicId target, const ForgedMessage& message) const;

  private:
    void SendInTunnel(HostId from,
                      const Name& name,
                      VnicId target,
                      const Ptr<const Packet>& frame) const;
    const TenantView& ViewOf(VnicId vnic) const;

    Deployment& m_cloud;
    const Encapsulation* m_format; ///< of tunnels between hosts; nullptr: there are none
};

} // namespace ns3::vnlab

#endif // VNLAB_HOST_FORGE_H
