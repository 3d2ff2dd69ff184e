// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_OWN_VM_H
#define VNLAB_OWN_VM_H

#include "model/attack/forged-frame.h"
#include "model/deployment/deployment.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief What a VM shows whoever owns it (Knowledge::kOwnVm): its own addresses and subnets, and in the
 * maps of its hooks the other ends of its virtual links, with the tunnels to them.
 *
 * An address in a subnet of the VM counts as known, as it can be scanned for, and an ARP answer shows its
 * Ethernet address. Other addresses, other VMs' tunnels and who else has a virtual link with whom are
 * not known. It reads the maps when asked, so it shows what they hold at that moment.
 */
class OwnVm
{
  public:
    /// @param cloud outlives this
    OwnVm(Deployment& cloud, VmId vm);

    /// @return the VM's own vNIC in whose subnet an address is; nothing: the address is not known
    std::optional<VnicId> VnicTowards(uint32_t address) const;

    /// @return the other ends of a vNIC's virtual links, of which its maps show a tunnel, by address
    std::vector<FrameEnd> Peers(VnicId own) const;

    /**
     * @return the message in the tunnel that the vNIC's map shows to the target, if it shows one: with
     *         the vNIC's own outer address; and, in the name of a peer, also with the peer's
     * @param as in whose name; its own one, or that of one of Peers()
     * @param target address
     */
    std::vector<Ptr<Packet>> Tunnelled(VnicId own,
                                       const FrameEnd& as,
                                       uint32_t target,
                                       const ForgedMessage& message) const;

    /// @return another frame in that tunnel
    /// @param from address of in whose name
    std::vector<Ptr<Packet>> Around(const Ptr<const Packet>& plain,
                                    VnicId own,
                                    uint32_t from,
                                    uint32_t target) const;

  private:
    Deployment& m_cloud;
    VmId m_vm;
};

} // namespace ns3::vnlab

#endif // VNLAB_OWN_VM_H
