// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SEALED_FRAMES_H
#define VNLAB_SEALED_FRAMES_H

#include "model/attack/forged-frame.h"
#include "model/deployment/deployment.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <vector>

namespace ns3::vnlab
{

// What root in a VM with IPsec sends past its own policies: it has the keys of its own associations, and no
// others. Without IPsec, or without a key, there are no such frames. What is sealed in transport mode goes in the
// tunnel of a virtual link.

/**
 * @return a message in the name of a vNIC, sealed with a key of the VM's own, that of the target's if there
 *         is one: as a packet of that association, and as one of the association that the target has with whom
 *         it names. Addresses and SPIs are right (Knowledge::kEverything)
 */
std::vector<Ptr<Packet>> SealedFrames(
    Deployment& cloud, VnicId own, VnicId as, VnicId target, const ForgedMessage& message);

/// @return a message between two ends in each of the tunnels that the VM's own databases show
///         (Knowledge::kOwnVm)
std::vector<Ptr<Packet>> FramesInOwnTunnels(Deployment& cloud,
                                            VnicId own,
                                            const FrameEnd& as,
                                            const FrameEnd& to,
                                            const ForgedMessage& message);

} // namespace ns3::vnlab

#endif // VNLAB_SEALED_FRAMES_H
