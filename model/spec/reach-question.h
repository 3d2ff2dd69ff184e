// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_REACH_QUESTION_H
#define VNLAB_REACH_QUESTION_H

#include "model/spec/attacker.h"
#include "model/spec/specification.h"

#include <cstdint>
#include <vector>

namespace ns3::vnlab
{

/// What has to get through for a VM to count as reached.
enum class Contact : uint8_t
{
    kOneWay,  ///< a packet of an attacked service arrives
    kTwoWay,  ///< and the answer to it comes back: a connection opens
    kExploit, ///< what an exploit takes: over UDP one datagram that arrives, over TCP a connection
};

/// What is asked of a design: whom does an attacker reach?
struct ReachQuestion
{
    Attacker attacker{};
    Contact contact{Contact::kOneWay};
    /// Which services are attacked, of UDP and TCP and with a port; empty: between any two VMs those
    /// that their link permits (AttackedServices).
    std::vector<Service> services{};
};

} // namespace ns3::vnlab

#endif // VNLAB_REACH_QUESTION_H
