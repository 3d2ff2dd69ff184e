// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_OUT_OF_BAND_H
#define VNLAB_OUT_OF_BAND_H

#include "model/ip/host-stack.h"
#include "model/substrate/substrate.h"

#include "ns3/nstime.h"
#include "ns3/packet.h"

#include <cstdint>
#include <functional>
#include <map>

namespace ns3::vnlab
{

/**
 * @brief A network that nothing but control channels uses: every machine has a link to one switch.
 *
 * The links of a machine, to the switch and from it, are FIFOs by arithmetic without a limit, and the
 * switch takes a frame when its last bit is there. Agents in VMs use the link of their host. No link
 * fails; a machine without power neither sends nor receives.
 */
class OutOfBandNetwork
{
  public:
    /// @return whether the machine of an address has no power
    using IsOff = std::function<bool(uint32_t address)>;

    /// @param sink gets what arrives, anywhere; outlives the network
    OutOfBandNetwork(const ControlLink& link, StackSink& sink, IsOff isOff);

    /// Sends a frame with an IPv4 packet from the machine of its source to that of its destination.
    void Send(const Ptr<const Packet>& frame);

  private:
    /// When the links of a machine have sent what they were given.
    struct Machine
    {
        Time up;
        Time down;
    };

    /// Puts a frame on a link. @return how long until the other end has it
    Time Transmit(Time& busyUntil, uint32_t bytes) const;

    ControlLink m_link;
    StackSink& m_sink;
    IsOff m_isOff;
    std::map<uint32_t, Machine> m_machines; // by address
};

} // namespace ns3::vnlab

#endif // VNLAB_OUT_OF_BAND_H
