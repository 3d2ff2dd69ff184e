// SPDX-License-Identifier: GPL-2.0-only
#include "model/dataplane/encapsulation/tunnel-outer.h"

#include "model/dataplane/encapsulation/tunnel-ecn.h"

namespace ns3::vnlab
{

OuterIpv4
MakeTunnelOuter(const TunnelEnds& ends,
                const FrameFields& inner,
                uint8_t protocol,
                uint16_t identification,
                size_t l4Length)
{
    OuterIpv4 outer;
    outer.destinationMac = ends.nextHopMac;
    outer.sourceMac = ends.sourceMac;
    outer.source = ends.local;
    outer.destination = ends.remote;
    outer.protocol = protocol;
    outer.tos = OuterEcn(inner);
    outer.id = identification;
    outer.l4Length = l4Length;
    return outer;
}

FrameFields
FieldsOfOuter(const OuterIpv4& outer)
{
    FrameFields fields;
    fields.isIpv4 = true;
    fields.source = outer.source;
    fields.destination = outer.destination;
    fields.protocol = outer.protocol;
    fields.ttl = outer.ttl;
    return fields;
}

} // namespace ns3::vnlab
