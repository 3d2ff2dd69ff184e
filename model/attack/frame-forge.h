// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_FRAME_FORGE_H
#define VNLAB_FRAME_FORGE_H

#include "model/attack/forged-frame.h"
#include "model/cloud/cloud-plan.h"
#include "model/cloud/cloud-version.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <vector>

namespace ns3::vnlab
{

/**
 * @brief The frames that root in a VM sends by raw socket to get a datagram or a segment to a target.
 *
 * It knows every address and tunnel id (Knowledge::kEverything): what the attacker reaches then is what
 * the design lets through, not what it happened to guess. OwnVm makes the frames of one that knows less.
 */
class FrameForge
{
  public:
    /// @param plan,version outlive this
    FrameForge(const CloudPlan& plan, const CloudVersion& version);

    /// @return a vNIC as frames name it
    FrameEnd End(VnicId vnic) const;

    /// @return the message from one vNIC's addresses to another's, as a tenant's frame
    Ptr<Packet> Plain(VnicId as, VnicId target, const ForgedMessage& message) const;

    /// @return the message with another vNIC's IPv4 address as its source, from one's own Ethernet
    ///         address
    Ptr<Packet> WithBorrowedAddress(VnicId own,
                                    VnicId as,
                                    VnicId target,
                                    const ForgedMessage& message) const;

    /// @return the plain frame in the tunnel of the virtual link between both, once in each protocol
    std::vector<Ptr<Packet>> Tunnelled(VnicId as,
                                       VnicId target,
                                       const ForgedMessage& message) const;

    /// @return another frame in that tunnel
    std::vector<Ptr<Packet>> Around(const Ptr<const Packet>& plain, VnicId as, VnicId target) const;

  private:
    const CloudPlan& m_plan;
    const CloudVersion& m_version;
};

} // namespace ns3::vnlab

#endif // VNLAB_FRAME_FORGE_H
