// SPDX-License-Identifier: GPL-2.0-only
#ifndef VNLAB_BULK_TRANSFERS_H
#define VNLAB_BULK_TRANSFERS_H

#include "model/cloud/cloud-plan.h"
#include "model/traffic/socket-defaults.h"

#include "ns3/address.h"
#include "ns3/node.h"
#include "ns3/nstime.h"
#include "ns3/packet.h"
#include "ns3/sequence-number.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace ns3::vnlab
{

/// So many bytes from one vNIC to another, over a TCP connection of their own.
struct BulkTransferConfig
{
    VnicId source;
    VnicId destination;
    Time start;
    uint64_t bytes{0}; ///< at least 1
};

/// What became of a transfer.
struct BulkTransfer
{
    BulkTransferConfig config;
    uint64_t received{0};                        ///< bytes that the other end's application got
    uint64_t retransmitted{0};                   ///< segments with data that was sent before
    std::optional<Time> completion{};            ///< from the start until it had the last of them
    std::optional<SequenceNumber32> sentUntil{}; ///< the first byte never sent
};

/**
 * @ingroup vnlab
 * @brief Stock ns-3 applications on full guests that transfer bytes over TCP: a BulkSendApplication for
 *        each transfer, a PacketSink on port kTrafficPort of each VM that gets one.
 *
 * Everything of TCP is ns-3's and at its defaults, but the size of segments and of buffers.
 */
class BulkTransfers
{
  public:
    using NodeOf = std::function<Ptr<Node>(VmId)>;

    /**
     * @param plan outlives this, which outlives the simulation
     * @param nodeOf the node of a full guest
     * @param sockets hold for all sockets that are made while this lives
     * @param stop when senders give up; what arrives later is not counted
     */
    BulkTransfers(const CloudPlan& plan, NodeOf nodeOf, const SocketSizes& sockets, Time stop);
    BulkTransfers(const BulkTransfers&) = delete;
    BulkTransfers& operator=(const BulkTransfers&) = delete;

    /// Schedules a transfer; its start is not in the past.
    void Add(const BulkTransferConfig& config);

    /// @return all of them, in the order of Add
    const std::deque<BulkTransfer>& All() const;

  private:
    using Peer = std::tuple<VmId, uint32_t, uint16_t>; ///< of a receiver: address and port

    void Listen(VmId vm);
    void Start(size_t transfer, uint16_t port);
    void Sent(size_t transfer, uint32_t bytes, SequenceNumber32 first);
    void Received(VmId vm, uint32_t bytes, const Address& from);

    const CloudPlan& m_plan;
    NodeOf m_nodeOf;
    SocketDefaults m_sockets;
    uint32_t m_segmentBytes;
    Time m_stop;
    std::deque<BulkTransfer> m_transfers;
    std::map<VmId, uint16_t> m_ports; ///< the last one that a sender used
    std::map<Peer, size_t> m_byPeer;
    std::set<VmId> m_listening;
};

} // namespace ns3::vnlab

#endif // VNLAB_BULK_TRANSFERS_H
