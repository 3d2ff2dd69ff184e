// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_INTRUDER_H
#define VNLAB_INTRUDER_H

#include "model/attack/frame-forge.h"
#include "model/deployment/deployment.h"
#include "model/spec/attacker.h"

#include <optional>

namespace ns3::vnlab
{

/**
 * @brief One attempt to get a datagram from an owned VM to a target, by every means that the attacker's
 * power and knowledge allow.
 *
 * The same means are tried under every design; the design decides which of them arrive.
 *
 * guest-user: a datagram from the guest's own stack, from the attacked port and from each UDP port
 * from 1024 on that a virtual link with the target names: a filter may take it for a reply.
 * guest-root: from ports below 1024, too; and, past the VM's own hooks: the plain frame; the frame
 * with the addresses of a VM that the target has a virtual link with; and that frame in the tunnel
 * of that link.
 *
 * With Knowledge::kOwnVm, nothing is sent to an address that the owned VM does not know (OwnVm). Root
 * then forges in the VM's own name and in that of one of its peers, plainly and in the tunnel to the
 * target that its own maps show, if they do.
 */
class Intruder
{
  public:
    /// @param cloud outlives the intruder
    explicit Intruder(Deployment& cloud);

    /// Sends copies of `payload` to UDP port kServicePort of the target.
    void Attempt(VmId owned,
                 VmId target,
                 const Attacker& attacker,
                 const Ptr<Packet>& payload) const;

  private:
    void SendOwn(VnicId own, VnicId target, uint16_t lowestPort, const Ptr<Packet>& payload) const;
    void Forge(VnicId own, VnicId target, const Ptr<Packet>& payload) const;
    void ForgeFromMaps(VnicId own, VnicId target, const Ptr<Packet>& payload) const;

    /// @return the attacker's vNIC on the target's path, or its first one; nothing: it knows no way
    std::optional<VnicId> ChooseOwn(VmId owned, VnicId target, Knowledge knowledge) const;

    /// @return a vNIC that the target has a virtual link with
    std::optional<VnicId> PeerOf(VnicId target) const;

    Deployment& m_cloud;
    FrameForge m_forge;
};

} // namespace ns3::vnlab

#endif // VNLAB_INTRUDER_H
