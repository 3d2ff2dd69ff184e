// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_VNIC_TRANSFORM_H
#define VNLAB_VNIC_TRANSFORM_H

#include "model/drop-log.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <optional>

namespace ns3::vnlab
{

class VnicDevice;

/**
 * @brief What a VM's own kernel does to packets between its programs and the hooks of a vNIC, as Linux's xfrm
 * does IPsec.
 *
 * Why not a hook program: it encrypts and has databases of its own, and hooks see what it has made. Root in
 * the VM gets past it by VnicDevice::InjectFrame, as past the hooks.
 */
class VnicTransform
{
  public:
    virtual ~VnicTransform() = default;

    /// A frame leaves the VM. @param frame changed in place: it stays the same packet for who follows it
    /// @return why it is dropped; nothing: it goes on
    virtual std::optional<DropReason> Leave(const VnicDevice& at, const Ptr<Packet>& frame) = 0;

    /// The same of a frame that has passed the hooks.
    virtual std::optional<DropReason> Enter(const VnicDevice& at, const Ptr<Packet>& frame) = 0;

    /// @return what the last of both took, in picoseconds
    virtual int64_t LastWork_ps() const = 0;

    /// Takes a frame that has just entered, where it is for the kernel itself and goes no further.
    /// @return whether it has; it never does, by default
    virtual bool Take(const VnicDevice&, const Ptr<const Packet>&)
    {
        return false;
    }
};

} // namespace ns3::vnlab

#endif // VNLAB_VNIC_TRANSFORM_H
