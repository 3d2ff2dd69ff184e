// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SERVICE_TEXT_H
#define VNLAB_SERVICE_TEXT_H

#include "model/wire/protocol-numbers.h"

#include <cstdint>
#include <string>

namespace ns3::vnlab
{

/// @return "TCP 80", or "ICMP" where the port is 0: any
inline std::string
ServiceText(uint8_t protocol, uint16_t port)
{
    std::string text;
    switch (protocol)
    {
    case ipproto::kIcmp:
        text = "ICMP";
        break;
    case ipproto::kTcp:
        text = "TCP";
        break;
    case ipproto::kUdp:
        text = "UDP";
        break;
    default:
        text = "IP protocol " + std::to_string(protocol);
    }
    return port == 0 ? text : text + " " + std::to_string(port);
}

} // namespace ns3::vnlab

#endif // VNLAB_SERVICE_TEXT_H
