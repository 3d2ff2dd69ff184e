// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VNIC_OBSERVER_H
#define VNLAB_VNIC_OBSERVER_H

#include "ns3/packet.h"
#include "ns3/ptr.h"

namespace ns3::vnlab
{

class VnicDevice;

/**
 * @brief Sees what a VM sends and receives, on the VM's side of its hooks; by default it does nothing.
 *
 * Why not the PromiscSniffer trace: that one sees the wire, so neither what the hooks dropped nor what
 * they answered, and not in which direction a frame goes.
 */
class VnicObserver
{
  public:
    virtual ~VnicObserver() = default;

    /// The VM sends a frame, through its hooks or past them; neither they nor the host have seen it.
    virtual void SendBegins(const VnicDevice& /*vnic*/, const Ptr<const Packet>& /*frame*/)
    {
    }

    /// Hooks and host are done with that frame: it waits for the uplink, is on its way, or was dropped.
    /// A packet that was dropped since SendBegins is this frame, or a part or a copy of it, where it has
    /// its Uid; else the frame displaced it in a queue.
    virtual void SendEnds(const VnicDevice& /*vnic*/)
    {
    }

    /// A frame that has passed the VM's hooks, or that they made, is about to reach the guest.
    virtual void Received(const VnicDevice& /*vnic*/, const Ptr<const Packet>& /*frame*/)
    {
    }

    /// The same of a probe (Population::kProbe), which reaches no guest. Of its sending nobody is told.
    virtual void Probed(const VnicDevice& /*vnic*/, const Ptr<const Packet>& /*frame*/)
    {
    }
};

} // namespace ns3::vnlab

#endif // VNLAB_VNIC_OBSERVER_H
