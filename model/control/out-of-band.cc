// SPDX-License-Identifier: GPL-2.0-only
#include "model/control/out-of-band.h"

#include "model/ip/packet-fields.h"
#include "model/substrate/address-plan.h"

#include "ns3/simulator.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace ns3::vnlab
{

namespace
{

/// @return the address of the machine that has an address: a VM's is its host
uint32_t
MachineOf(uint32_t address)
{
    const std::optional<HostId> host = address_plan::HostOf(address);
    return host ? address_plan::HostAddress(*host) : address;
}

} // namespace

OutOfBandNetwork::OutOfBandNetwork(const ControlLink& link, StackSink& sink, IsOff isOff)
    : m_link(link),
      m_sink(sink),
      m_isOff(std::move(isOff))
{
}

void
OutOfBandNetwork::Send(const Ptr<const Packet>& frame)
{
    const std::optional<FrameFields> fields = FieldsOf(frame);
    if (!fields || m_isOff(MachineOf(fields->source)))
    {
        return;
    }
    const uint32_t to = fields->destination;
    const Time atSwitch = Transmit(m_machines[MachineOf(fields->source)].up, frame->GetSize());
    Simulator::Schedule(atSwitch,
                        [this, to, frame]
                        {
                            const Time there =
                                Transmit(m_machines[MachineOf(to)].down, frame->GetSize());
                            Simulator::Schedule(there,
                                                [this, to, frame]
                                                {
                                                    if (!m_isOff(MachineOf(to)))
                                                    {
                                                        m_sink.ReceivePacket(to, frame);
                                                    }
                                                });
                        });
}

Time
OutOfBandNetwork::Transmit(Time& busyUntil, uint32_t bytes) const
{
    busyUntil = std::max(busyUntil, Simulator::Now()) + m_link.rate.CalculateBytesTxTime(bytes);
    return busyUntil + m_link.delay - Simulator::Now();
}

} // namespace ns3::vnlab
