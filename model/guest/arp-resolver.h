// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_ARP_RESOLVER_H
#define VNLAB_ARP_RESOLVER_H

#include "model/drop-log.h"
#include "model/guest/neighbor-table.h"
#include "model/guest/vnic-device.h"
#include "model/population.h"
#include "model/wire/frame-fields.h"

#include "ns3/event-id.h"

#include <cstdint>

namespace ns3::vnlab
{

/**
 * @brief ARP on one vNIC of a light guest (RFC 826), exactly as ns-3's ArpL3Protocol and ArpCache do
 * it with their defaults and no request jitter.
 *
 * A request, and three repeats at the ticks of a one-second timer that all entries share; then the
 * entry has failed for 100 s. Three packets wait for an answer, more are dropped. An answer holds for
 * 120 s after the last IPv4 packet from that neighbour. Requests of others teach nothing, and only
 * answers that were asked for count.
 */
class ArpResolver
{
  public:
    /// @param address IPv4 of the vNIC, host byte order
    /// @param drops outlives this object
    ArpResolver(Ptr<VnicDevice> device, uint32_t address, DropLog& drops);
    ~ArpResolver();
    ArpResolver(const ArpResolver&) = delete;
    ArpResolver& operator=(const ArpResolver&) = delete;

    /// @return the Ethernet address of a neighbour, valid until the next call, or nullptr where it
    ///         is not known
    const MacBytes* Find(uint32_t neighbor);

    /// Sends a frame, complete but for its Ethernet destination, to a neighbour, now or later.
    void Send(uint32_t neighbor, Ptr<Packet> frame);

    /// Takes an ARP frame that came in on the vNIC.
    void ReceiveArp(const FrameFields& fields, Population population);

    /// Notes that an IPv4 packet came from a neighbour.
    void Seen(uint32_t source, const MacBytes& mac);

    /// Fixes the address of a neighbour.
    void SetPermanent(uint32_t address, const MacBytes& mac);

    const Ptr<VnicDevice>& Device() const
    {
        return m_device;
    }

    uint32_t Address() const
    {
        return m_address;
    }

  private:
    void StartResolution(NeighborTable::Entry& entry, Population population);
    void Transmit(const NeighborTable::Entry& entry, Ptr<Packet> frame);
    Ptr<Packet> MakeRequest(uint32_t address, Population population) const;
    void Tick();

    Ptr<VnicDevice> m_device;
    DropLog& m_drops;
    NeighborTable m_neighbors;
    EventId m_timer;
    uint32_t m_address;
};

} // namespace ns3::vnlab

#endif // VNLAB_ARP_RESOLVER_H
