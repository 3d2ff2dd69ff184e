// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_PACKET_ROUTER_H
#define VNLAB_PACKET_ROUTER_H

#include "model/drop-log.h"
#include "model/guest/packet-forwarder.h"
#include "model/guest/vnic-device.h"
#include "model/ids.h"
#include "model/service/middlebox.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace ns3::vnlab
{

/**
 * @brief What VMs do that pass others' packets on: they route IPv4 (RFC 1812), each with a middlebox on it
 * or without.
 *
 * A packet whose destination is another's goes out where it came in, by its default gateway: who comes next
 * is the network's to say. What a middlebox gave its own address as the source goes to its destination
 * itself, whose Ethernet address it knows without asking. Its TTL is one less; at zero it ends, as
 * `ttl-expired`, without a message to its sender. One object serves all VMs of a cloud.
 */
class PacketRouter : public PacketForwarder
{
  public:
    /// Called for each packet that a vNIC passes on, probes too, as it came.
    using Passed = std::function<void(VnicId at, const Ptr<const Packet>& frame)>;

    /// @return the Ethernet address of a neighbour on a vNIC's path, by its tenant's address; nothing: nobody
    ///         has it
    using Neighbour = std::function<std::optional<MacBytes>(VnicId at, uint32_t address)>;

    /// @param drops outlives this
    PacketRouter(DropLog& drops, Neighbour neighbour);

    /// Has a middlebox decide about what comes to a vNIC, in place of one that was there.
    void Install(VnicId at, std::unique_ptr<Middlebox> middlebox);

    /// @return the middlebox on a vNIC, or nullptr
    const Middlebox* At(VnicId vnic) const;

    void OnPassing(Passed subscriber);

    bool Take(VnicDevice& vnic, const Ptr<Packet>& frame) override;

  private:
    Passage Decide(const VnicDevice& vnic, Ptr<Packet>& frame, FrameFields& fields) const;

    DropLog& m_drops;
    Neighbour m_neighbour;
    std::map<VnicId, std::unique_ptr<Middlebox>> m_middleboxes;
    std::vector<Passed> m_subscribers;
};

} // namespace ns3::vnlab

#endif // VNLAB_PACKET_ROUTER_H
