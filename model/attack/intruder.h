// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_INTRUDER_H
#define VNLAB_INTRUDER_H

#include "model/attack/frame-forge.h"
#include "model/attack/host-forge.h"
#include "model/attack/known-reach.h"
#include "model/deployment/deployment.h"
#include "model/spec/attacker.h"

#include <map>
#include <optional>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief One attempt to get an exploit from an owned VM to a target, by every means that the attacker's
 * power and knowledge allow and that does not stand in its own way.
 *
 * The same means are tried under every design; the design decides which of them arrive. The target runs
 * every attacked service: those that were chosen, or those that its link with the attacker permits
 * (AttackedServices). Over UDP an exploit is a datagram, over TCP the first data of a connection.
 *
 * guest-user: from the guest's own stack, to each attacked service; where the link does not permit it,
 * from each port from 1024 on that the link names for the protocol, too: a filter may take it for a reply.
 * guest-root: from ports below 1024, too; and, where the VM reaches nothing in its own name, datagrams
 * past the VM's own hooks: the plain frame; the frame with the addresses of a VM that the target has a
 * virtual link with; and that frame in the tunnel of that link, in clear and, where it has keys, sealed with
 * one of them (SealedFrames). Where its own name suffices it does not forge: a switch that learns would take
 * it for the other VM and send it the answers to what both say. A connection is never forged, as the answer
 * goes to the VM whose name it bears.
 *
 * host-root: a VM on the same host is handed a datagram. Others are attacked from the VM on the host that reaches
 * them with the least power; and where none does, in the names of those who may speak with them, by what the host
 * puts on its uplink (HostForge).
 *
 * With Knowledge::kOwnVm, nothing is sent to an address that the owned VM does not know (OwnVm). Root
 * then forges in the VM's own name and in that of one of its peers, plainly and in the tunnel to the
 * target that its own maps show, if they do, and in each that it has keys of.
 */
class Intruder
{
  public:
    /// @param cloud outlives the intruder
    /// @param services as ReachQuestion has them
    explicit Intruder(Deployment& cloud, std::vector<Service> services = {});

    /// Sends copies of `payload` to the attacked services of the target.
    void Attempt(VmId owned, VmId target, const Attacker& attacker, const Ptr<Packet>& payload);

  private:
    /// A vNIC of the owned VM and one of the target.
    struct Way
    {
        VnicId own;
        VnicId target;
    };

    void AttemptFromVm(VmId owned,
                       VmId target,
                       const Attacker& attacker,
                       const Ptr<Packet>& payload);
    void AttemptFromHost(VmId owned,
                         VmId target,
                         const Attacker& attacker,
                         const Ptr<Packet>& payload);
    void ForgeAtHost(VmId owned, VnicId target, const Ptr<Packet>& payload) const;
    void SendAs(HostId from,
                const HostForge::Name& name,
                VnicId target,
                const ViewLink* link,
                const Ptr<Packet>& payload) const;
    bool PermitsDatagrams(const ViewLink& link) const;
    void HandOver(VnicId own, VnicId target, const Ptr<Packet>& payload) const;

    /// @return the VMs on a VM's host, itself first
    std::vector<VmId> Beside(VmId vm) const;
    HostId HostOf(VmId vm) const;

    void SendOwn(const Way& way, uint16_t lowestPort, const Ptr<Packet>& payload) const;
    void SendTo(const Way& way,
                const Service& service,
                uint16_t sourcePort,
                const Ptr<Packet>& payload) const;
    void Forge(const Way& way, const Ptr<Packet>& payload) const;
    void ForgeCarried(const Way& way, const Ptr<Packet>& payload) const;
    void ForgeFromMaps(const Way& way, const Ptr<Packet>& payload) const;

    /// @return whether no more power than that is needed
    bool ReachesAs(Capability power, VmId owned, VmId target, Attacker attacker);

    /// @return the attacker's vNIC on the target's path, or its first one; nothing: it knows no way
    std::optional<VnicId> ChooseOwn(VmId owned, VnicId target, Knowledge knowledge) const;

    /// @return a link of the target, if there is one over which it is attacked by datagrams: one whose other
    ///         end is on the attacker's host, if there is such, as its place is all that some designs check.
    ///         Beside one that goes through others, which may have no tunnel, one that goes straight
    std::vector<const ViewLink*> LinksToForge(const Way& way) const;

    /// @return the attacked services of UDP over a link, which may be nullptr, by port
    std::vector<uint16_t> DatagramPorts(const ViewLink* link) const;

    const ViewLink* LinkOf(const Way& way) const;

    Deployment& m_cloud;
    std::vector<Service> m_services;
    FrameForge m_forge;
    HostForge m_hostForge;
    std::map<Attacker, KnownReach> m_known;
};

} // namespace ns3::vnlab

#endif // VNLAB_INTRUDER_H
