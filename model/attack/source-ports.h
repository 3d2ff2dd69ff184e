// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_SOURCE_PORTS_H
#define VNLAB_SOURCE_PORTS_H

#include "model/cloud/tenant-view.h"
#include "model/spec/permitted-services.h"

#include <cstdint>
#include <set>

namespace ns3::vnlab
{

/// @return the ports from which a service is attacked that a link does not permit, so that a filter without state
///         lets it pass: those that the link permits of the same protocol, from the lowest one on
inline std::set<uint16_t>
SourcePorts(const ViewLink* link, const Service& service, uint16_t lowestPort)
{
    std::set<uint16_t> ports;
    if (!link || Permits(link->allow, service))
    {
        return ports;
    }
    for (const Service& allowed : link->allow)
    {
        if (allowed.ipProtocol == service.ipProtocol && allowed.port >= lowestPort)
        {
            ports.insert(allowed.port);
        }
    }
    return ports;
}

} // namespace ns3::vnlab

#endif // VNLAB_SOURCE_PORTS_H
