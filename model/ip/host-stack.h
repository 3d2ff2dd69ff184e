// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_HOST_STACK_H
#define VNLAB_HOST_STACK_H

#include "model/wire/frame-fields.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <compare>
#include <cstdint>
#include <map>

namespace ns3::vnlab
{

/// Takes packets that are addressed to it.
class StackSink
{
  public:
    virtual ~StackSink() = default;

    /// @param address its own IPv4 address, host byte order
    /// @param frame from the Ethernet header on; an IPv4 packet of the protocol it listens to
    virtual void ReceivePacket(uint32_t address, const Ptr<const Packet>& frame) = 0;
};

/**
 * @brief Who listens in a machine that is no ns-3 node: (address, protocol, port) → sink.
 *
 * A machine holds no more than a pointer, as there are millions: machines in which the same sinks
 * listen share a stack, with kOwnAddress for the address that each has itself.
 */
class HostStack
{
  public:
    static constexpr uint32_t kOwnAddress = 0;

    struct Endpoint
    {
        uint32_t address; ///< IPv4, host byte order, or kOwnAddress
        uint8_t protocol;
        uint16_t port;

        auto operator<=>(const Endpoint&) const = default;
    };

    /// @param sink in place of who listened there; not owned
    void Listen(const Endpoint& at, StackSink& sink);

    /// Nobody listens there any more.
    void Forget(const Endpoint& at);

    /**
     * @brief Hands a frame to who listens where it goes.
     * @param own the address that the machine has itself
     * @param fields of the frame
     * @return false where nobody listens
     */
    bool Deliver(uint32_t own, const FrameFields& fields, const Ptr<const Packet>& frame) const;

  private:
    std::map<Endpoint, StackSink*> m_sinks;
};

} // namespace ns3::vnlab

#endif // VNLAB_HOST_STACK_H
