// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_CONTROL_END_H
#define VNLAB_CONTROL_END_H

#include "model/ip/tcp-stream.h"
#include "model/substrate/server.h"

#include <cstdint>

namespace ns3::vnlab
{

/// The TCP ports of agents, of controllers, and of controllers towards each other: in the dynamic
/// range, as the protocol is not registered.
constexpr uint16_t kControlPort = 49160;
constexpr uint16_t kControllerPort = 49161;
constexpr uint16_t kPeerPort = 49162;

/// An end of a control channel: where it is and how frames leave from there.
struct ControlEnd
{
    uint32_t address{0}; ///< IPv4, host byte order
    uint16_t port{0};
    MacBytes mac{};
    MacBytes nextHopMac{};
    TcpStream::Transmit transmit{};
    uint32_t mtu{1500};      ///< IP bytes that fit where it is
    ServerCpu* cpu{nullptr}; ///< works on its handshakes; nullptr: a processor without other work
    Time startUp{};          ///< of an agent, before it can answer for the first time
};

/// @return the end of channels at a server, which outlives them @param mtu of the underlay, IP bytes
ControlEnd EndOf(Server& server, uint16_t port, uint32_t mtu);

/// @return the headers of segments from one end to the other
TcpSegment AddressingBetween(const ControlEnd& from, const ControlEnd& to);

/// @return most bytes of TCP payload between two ends
uint32_t SegmentBetween(const ControlEnd& a, const ControlEnd& b);

/// @return what sends frames as those of the control plane
TcpStream::Transmit MarkingControl(TcpStream::Transmit transmit);

} // namespace ns3::vnlab

#endif // VNLAB_CONTROL_END_H
