// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/control-message.h"

#include "model/control/flow-mod.h"
#include "model/protocol/tls-record.h"

namespace ns3::vnlab
{

uint32_t
ControlMessage::Size() const
{
    constexpr uint32_t header = 16;
    constexpr uint32_t packetHead = 128; // OpenFlow 1.3 section 7.3.2: the default miss_send_len
    switch (kind)
    {
    case Kind::kClientHello:
        return tls::kClientHello;
    case Kind::kServerFlight:
        return tls::kServerFlight;
    case Kind::kClientFinished:
        return tls::kClientFinished;
    case Kind::kAck:
    case Kind::kResume:
        return header;
    case Kind::kMiss:
        return header + rules.Size() + packetHead;
    case Kind::kUpdate:
        return header + WireBytes(rules);
    case Kind::kForgotten:
    case Kind::kBusyPair:
        break;
    }
    return header + rules.Size();
}

} // namespace ns3::vnlab
