// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_TEST_QUESTION_H
#define VNLAB_TEST_QUESTION_H

#include "model/cloud/cloud-plan.h"
#include "model/ids.h"

#include "ns3/packet.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <string>

namespace ns3::vnlab::test
{

/// Does a packet from one vNIC get to another one on its path?
struct Question
{
    VnicId from;
    VnicId to;
    uint8_t protocol{17};
    uint16_t sourcePort{40'000};
    uint16_t destinationPort{0}; ///< of ICMP neither counts: an echo request
    VnicId nameIp{from};         ///< whose address it says that it is from
    VnicId nameMac{from};

    /// @return the packet that answers it: an echo reply, of ICMP
    Question Answer() const;
    bool isAnswer{false};
};

/// @return the whole frame: of TCP a SYN, or SYN and ACK as an answer
Ptr<const Packet> FrameOf(const Question& question, const CloudPlan& plan);

/// @return the packet as ovn-trace(8) reads it, coming from its logical port
std::string MicroflowOf(const Question& question, const CloudPlan& plan);

/// @return the name of a vNIC's logical port
std::string PortName(VnicId vnic);

} // namespace ns3::vnlab::test

#endif // VNLAB_TEST_QUESTION_H
