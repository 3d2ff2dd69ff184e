// SPDX-License-Identifier: GPL-2.0-only
#include "model/ip/host-stack.h"

namespace ns3::vnlab
{

void
HostStack::Listen(const Endpoint& at, StackSink& sink)
{
    m_sinks[at] = &sink;
}

void
HostStack::Forget(const Endpoint& at)
{
    m_sinks.erase(at);
}

bool
HostStack::Deliver(uint32_t own, const FrameFields& fields, const Ptr<const Packet>& frame) const
{
    if (!fields.isIpv4 || fields.destination == kOwnAddress)
    {
        return false;
    }
    auto sink = m_sinks.find({fields.destination, fields.protocol, fields.destinationPort});
    if (sink == m_sinks.end() && fields.destination == own)
    {
        sink = m_sinks.find({kOwnAddress, fields.protocol, fields.destinationPort});
    }
    if (sink == m_sinks.end())
    {
        return false;
    }
    sink->second->ReceivePacket(fields.destination, frame);
    return true;
}

} // namespace ns3::vnlab
