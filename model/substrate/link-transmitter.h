// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_LINK_TRANSMITTER_H
#define VNLAB_LINK_TRANSMITTER_H

#include "model/drop-log.h"
#include "model/substrate/fabric-link.h"
#include "model/substrate/link-queue.h"

#include "ns3/event-id.h"

#include <functional>
#include <memory>

namespace ns3::vnlab
{

/**
 * @ingroup vnlab
 * @brief Sends on a link what its queue chooses: the next frame whenever the wire becomes free.
 *
 * A frame that has to wait costs one event more than in FabricLink's FIFO, whose departures are
 * known on arrival. The wire is the link's: both start frames at the same picosecond. A choice is
 * made in the nanosecond in which the wire becomes free. A weightless frame goes then too, past all
 * that waits.
 */
class LinkTransmitter
{
  public:
    /// Called as a frame is sent. @param flight_ns until its last bit is at the far end
    using Departure = std::function<void(FabricFrame frame, int64_t flight_ns)>;

    /// @param link outlives this, as the log does
    LinkTransmitter(FabricLink& link,
                    std::unique_ptr<LinkQueue> queue,
                    DropLog& drops,
                    Departure departure);
    ~LinkTransmitter();
    LinkTransmitter(const LinkTransmitter&) = delete;
    LinkTransmitter& operator=(const LinkTransmitter&) = delete;

    void Send(FabricFrame frame);

    /// The link went down: what waits is dropped as `link-down`.
    void DropWaiting();

  private:
    void Depart(FabricFrame frame);
    void DepartNext();
    void ScheduleNext();

    FabricLink& m_link;
    std::unique_ptr<LinkQueue> m_queue;
    DropLog& m_drops;
    Departure m_departure;
    EventId m_next; ///< pending where something waits
};

} // namespace ns3::vnlab

#endif // VNLAB_LINK_TRANSMITTER_H
