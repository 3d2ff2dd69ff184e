// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/control-message.h"

namespace ns3::vnlab
{

uint32_t
ControlMessage::Size() const
{
    constexpr uint32_t header = 16;
    // Handshake sizes: typical of TLS 1.3 with one Ed25519 certificate each way (assumption).
    switch (kind)
    {
    case Kind::kClientHello:
        return 250;
    case Kind::kServerFlight:
        return 900;
    case Kind::kClientFinished:
        return 750;
    case Kind::kAck:
        return header;
    case Kind::kUpdate:
        break;
    }
    return header + rules.Size();
}

} // namespace ns3::vnlab
