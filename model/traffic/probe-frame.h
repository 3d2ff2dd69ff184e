// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PROBE_FRAME_H
#define VNLAB_PROBE_FRAME_H

#include "model/cloud/cloud-plan.h"
#include "model/spec/specification.h"
#include "model/wire/frame-fields.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

namespace ns3::vnlab
{

/// @return the frame that asks for a service of another vNIC's guest: a UDP datagram, or a TCP segment
///         with SYN; both ports are the service's
/// @param service UDP or TCP, with its port
Ptr<Packet> MakeProbeFrame(const VnicPlan& from,
                           const VnicPlan& to,
                           const Service& service,
                           Ptr<Packet> payload);

/// @return what such a frame carries. @param fields of the frame
Ptr<Packet> PayloadOfProbe(const Ptr<const Packet>& frame, const FrameFields& fields);

} // namespace ns3::vnlab

#endif // VNLAB_PROBE_FRAME_H
